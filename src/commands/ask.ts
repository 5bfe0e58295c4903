/** The questions that commands ask on a terminal. A module of its own, so that only these prompts are bundled. */
export { confirm, input, password, select } from '@inquirer/prompts';
