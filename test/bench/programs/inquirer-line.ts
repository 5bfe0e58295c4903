import { input } from '@inquirer/prompts';

await input({ message: 'Task name' });
