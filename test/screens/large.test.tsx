/** The cost of a key doesn't depend on the size of a task: counted in volumes visited, not in time. */
import { expect, test } from 'vitest';
import { type JsonObject, parseJson } from '../../src/json/json.ts';
import { largeTask, MAX_ELEMENTS } from '../support/large.ts';
import { show } from '../support/screen.tsx';

/** Returns a task with `count` volumes on one disk, and a counter of the reads of volumes since the last call. */
function watched(count: number) {
  const task = parseJson(largeTask('one disk', count)) as JsonObject;
  const [disk] = (task.target_server as JsonObject).disks as [JsonObject];
  let looks = 0;
  const volumes = new Proxy(disk.physical_volumes as JsonObject[], {
    get(target, key, receiver) {
      if (typeof key === 'string' && /^\d+$/.test(key)) looks++;
      return Reflect.get(target, key, receiver);
    },
  });
  disk.physical_volumes = volumes;
  return {
    task,
    looks() {
      const seen = looks;
      looks = 0;
      return seen;
    },
  };
}

/** Waits until lists are prepared: for as long as volumes are looked at without a key. */
async function prepared(looks: () => number): Promise<void> {
  for (let seen = 1; seen > 0; seen = looks()) await new Promise((resolve) => setTimeout(resolve, 400));
}

/** Keys in the list of volumes, and how many volumes the screen looked at for each. */
async function looksPerKey(count: number, keys: readonly string[]): Promise<Record<string, number>> {
  const { task, looks } = watched(count);
  const shown = await show(task);
  await prepared(looks);
  await shown.press('right', 'right', 'right', 'down', 'G', 'g');
  expect(shown.text()).toMatch(/▸ +\/dev\/vd0p0 /);
  const found: [string, number][] = [];
  for (const [index, key] of keys.entries()) {
    looks();
    await shown.press(key);
    found.push([`${index} ${key}`, looks()]);
  }
  shown.close();
  return Object.fromEntries(found);
}

test('a key looks at no more volumes of 65,535 than of 500', async () => {
  const moves = ['down', 'up', 'pagedown', 'pageup', 'G', 'up', 'g', 'down'];
  const pages = ['enter', 'escape', '?', 'escape', 'o', 'down', 'escape', 'left', 'right'];
  const [few, many] = [
    await looksPerKey(500, [...moves, ...pages]),
    await looksPerKey(MAX_ELEMENTS, [...moves, ...pages]),
  ];
  expect(many).toEqual(few);
  // Each row that is shown is looked at a few times.
  expect(Math.max(...Object.values(many))).toBeLessThan(500);
  expect(many['0 down']).toBeGreaterThan(14);
});

test('prepares lists while idle: even the first letter of a filter reads no more volumes', async () => {
  const firstLetter = async (count: number) => {
    const { task, looks } = watched(count);
    const shown = await show(task);
    await prepared(looks);
    await shown.press('right', 'right', 'right', 'G', '/', '7');
    const seen = looks();
    expect(shown.text()).toMatch(/\d{2,} of \d{2,}/);
    shown.close();
    return seen;
  };
  const [few, many] = [await firstLetter(500), await firstLetter(MAX_ELEMENTS)];
  expect(many).toBe(few);
});

test('what a letter would mean takes a copy of the list, and no look at the rest of it', async () => {
  const keys = ['enter', '9', 'G', 'enter', 'enter', '+', '2', '0', 'backspace', 'G', 'enter', 'u', 'r'];
  const [few, many] = [await looksPerKey(500, keys), await looksPerKey(MAX_ELEMENTS, keys)];
  for (const [key, looks] of Object.entries(many)) {
    const copies = Math.floor(looks / MAX_ELEMENTS);
    expect(copies, key).toBeLessThanOrEqual(2);
    expect(looks - copies * MAX_ELEMENTS, key).toBe((few[key] ?? 0) - copies * 500);
  }
  // A letter that means a value does take one.
  expect(Math.max(...Object.values(many))).toBeGreaterThan(MAX_ELEMENTS);
});
