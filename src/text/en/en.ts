import { access } from './access.ts';
import { cli } from './cli.ts';
import { doctor } from './doctor.ts';
import { errors } from './errors.ts';
import { fields } from './fields.ts';
import { fleet } from './fleet.ts';
import { help } from './help.ts';
import { messages } from './messages.ts';
import { pausing } from './pausing.ts';
import { plain } from './plain.ts';
import { plans } from './plans.ts';
import { rate } from './rate.ts';
import { ruleAdvice, ruleTexts } from './rules.ts';
import { screen } from './screen.ts';
import { shell } from './shell.ts';
import { tasks } from './tasks.ts';

/** The English catalogue. */
export const en = {
  ...messages,
  fields,
  ruleTexts,
  ruleAdvice,
  screen,
  plain,
  cli,
  access,
  doctor,
  tasks,
  errors,
  plans,
  fleet,
  help,
  pausing,
  rate,
  shell,
};
