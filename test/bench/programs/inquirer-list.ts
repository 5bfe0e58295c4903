import { select } from '@inquirer/prompts';
import { names } from './names.ts';

await select({ message: 'Disk', pageSize: 14, choices: names });
