import { select } from '@clack/prompts';
import { names } from './names.ts';

await select({ message: 'Disk', maxItems: 14, options: names.map((name) => ({ value: name })) });
