/** Examples of fields are values that may be sent. */
import { expect, test } from 'vitest';
import { listFields } from '../../../../src/commands/fields.ts';
import { exampleAssignment, exampleValue } from '../../../../src/task/fields/example.ts';
import { parseValue } from '../../../../src/task/fields/values.ts';
import { resolveField } from '../../../../src/task/paths/path.ts';

const SCALARS = listFields().filter(({ field }) => !field.of);

test.each(SCALARS)('$path', ({ path, field }) => {
  expect(parseValue(field, exampleValue(field) ?? '')).not.toHaveProperty('problem');
  const [assigned = ''] = (exampleAssignment(path, field) ?? '').split('=');
  expect(resolveField(assigned).field).toBe(field);
});

test('objects and lists have none', () => {
  for (const { path, field } of listFields().filter(({ field: { of } }) => of))
    expect(exampleAssignment(path, field)).toBeUndefined();
});
