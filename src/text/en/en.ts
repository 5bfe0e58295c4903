import { access } from './access.ts';
import { cli } from './cli.ts';
import { doctor } from './doctor.ts';
import { errors } from './errors.ts';
import { fields } from './fields.ts';
import { fleet } from './fleet.ts';
import { messages } from './messages.ts';
import { plain } from './plain.ts';
import { plans } from './plans.ts';
import { ruleTexts } from './rules.ts';
import { screen } from './screen.ts';
import { tasks } from './tasks.ts';

export const en = {
  ...messages,
  fields,
  ruleTexts,
  screen,
  plain,
  cli,
  access,
  doctor,
  tasks,
  errors,
  plans,
  fleet,
};
