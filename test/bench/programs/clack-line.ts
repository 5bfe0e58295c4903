import { text } from '@clack/prompts';

await text({ message: 'Task name' });
