/** Values of a field in a draft, as people see them: what the task doesn't return may be known from its source server. */
import type { Json } from '../../json/json.ts';
import type { Field } from '../fields/catalogue.ts';
import { fieldValue } from '../paths/path.ts';
import { currentTask, type Draft } from './draft.ts';
import { valueFromSource } from './source-values.ts';

type Keys = readonly (string | number)[];

/** Returns the value of a field before the edits; undefined if neither the task nor its source server has it. */
export const baseValue = (draft: Draft, field: Field, keys: Keys): Json | undefined => {
  const value = fieldValue(draft.base, field, keys);
  return value === undefined ? valueFromSource(draft, keys) : value;
};

/** Returns the value of a field with the edits; undefined if neither the task nor its source server has it. */
export const currentValue = (draft: Draft, field: Field, keys: Keys): Json | undefined => {
  const value = fieldValue(currentTask(draft), field, keys);
  return value === undefined ? valueFromSource(draft, keys) : value;
};

/** Returns a flag of the task with the edits; undefined if it isn't known. */
export const currentFlag = (draft: Draft, name: 'exist_server' | 'use_public_ip'): Json | undefined => {
  const value = currentTask(draft)[name];
  return value === undefined ? valueFromSource(draft, [name]) : value;
};
