/** Offers of completion for a task: each word leads to one place, and each element is offered. */
import { expect, test } from 'vitest';
import { type Json, type JsonObject, parseJson } from '../../../../src/json/json.ts';
import { canonicalPath } from '../../../../src/task/paths/canonical-path.ts';
import { elementWords, namesIn, type PathUse } from '../../../../src/task/paths/element-words.ts';
import { locate } from '../../../../src/task/paths/path.ts';

const disk = (id: Json, name: Json, ...volumes: JsonObject[]): JsonObject => ({
  id,
  name,
  size: 10,
  physical_volumes: volumes,
});
/** IDs beyond 2^53, names twice, a name that is another's ID, none at all, and names for a path to stumble over. */
const TASK = parseJson(
  JSON.stringify({
    name: 'web-01',
    target_server: {
      disks: [
        disk(701, '/dev/a', { id: 1, name: '(v1)' }, { id: 2, name: '(v1)' }),
        disk(702, '701'),
        disk(null, 'twice'),
        disk(null, 'twice'),
        disk(null, null),
        disk(null, 'a]b"c\\d\'e'),
        disk(null, '+1'),
        disk(null, '#1'),
        disk(null, ' blanks '),
        disk(null, 'dots.and=[brackets'),
      ],
      volume_groups: [{ name: 'vg.0', logical_volumes: [{ name: 'root' }, { name: 'r=t' }] }],
    },
    rate_windows: [{ start: '8:00', end: '18:00' }],
  }).replace('702', '9007199254740993'),
) as JsonObject;

/** Follows every word as far as it goes. */
function walk(document: JsonObject, typed: string, use: PathUse): string[] {
  return elementWords(document, typed, use).flatMap(({ word }) =>
    word.endsWith('.') ? [word, ...walk(document, word, use)] : [word],
  );
}

const STARTS = ['rate_windows[', 'target_server.disks', 'target_server.volume_groups['];

test.each(['set', 'unset'] as const)('words to %s lead to one place each, and to every element', (use) => {
  const words = STARTS.flatMap((start) => walk(namesIn(TASK), start, use));
  const found = words.map((word) => locate(TASK, word.replace(/[.=]$/, '')));
  expect(new Set(words).size).toBe(words.length);
  const reached = new Set(found.filter(({ element }) => element).map(({ path }) => path));
  const all = [
    ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((at) => ['target_server', 'disks', at]),
    ...[0, 1].map((at) => ['target_server', 'disks', 0, 'physical_volumes', at]),
    ['target_server', 'volume_groups', 0],
    ...[0, 1].map((at) => ['target_server', 'volume_groups', 0, 'logical_volumes', at]),
    ['rate_windows', 0],
  ].map((keys) => canonicalPath(TASK, keys));
  expect([...reached].sort()).toEqual([...all].sort());
  if (use === 'set') expect(found.filter(({ element, field }) => !element && field.of)).toEqual([]);
});

test('an element is offered by its ID and its name, unless another has it', () => {
  const words = elementWords(namesIn(TASK), 'target_server.disks[', 'set').map(({ word }) => word);
  expect(words).toContain('target_server.disks[701].');
  expect(words).toContain('target_server.disks[/dev/a].');
  expect(words).toContain('target_server.disks[9007199254740993].');
  expect(words).not.toContain('target_server.disks[twice].');
  expect(words.filter((word) => word === 'target_server.disks[701].')).toHaveLength(1);
  expect(words).toContain('target_server.disks[#5].');
});

test('nothing is kept of a task but names', () => {
  expect(namesIn(TASK)).toMatchObject({ rate_windows: [{ start: '08:00' }] });
  expect(JSON.stringify(namesIn({ ...TASK, secret: 'x', target_server: { vm_id: 'x' } }))).not.toContain(
    'x"',
  );
});
