/** Tasks as large as the schema allows, on the built program: opened, gone through, filtered, edited, sent, verified. */
import { expect, test } from 'vitest';
import { type Json, type JsonObject, jsonEquals, parseJson } from '../../src/json/json.ts';
import { largeTask, MAX_ELEMENTS, SHAPES, type Shape } from '../support/large.ts';
import { run } from '../support/program.ts';
import { sampled } from '../support/sample.ts';
import { submitOn } from '../support/screen-driver.ts';
import { access, service, wizardOn } from '../support/service.ts';

const GIB = 2 ** 30;

/** Returns the number of volumes of a shape: the maximum for one, for the others only with SMS_LARGE, in the campaign. */
const countOf = (shape: Shape): number =>
  shape === 'one disk' ? MAX_ELEMENTS : Number(process.env.SMS_LARGE ?? 4000);

const listIn = (document: JsonObject, name: string): JsonObject[] =>
  (document.target_server as JsonObject)[name] as JsonObject[];
const last = (list: Json | undefined): JsonObject => (list as JsonObject[]).at(-1) as JsonObject;

/** The place of the last volume, its search text, and its new size. */
function lastOf(shape: Shape, count: number) {
  const volume = { tabs: 3, list: 'disks', name: `/data/${count - 1}`, size: 6 };
  const inDisks = (document: JsonObject) => last(last(listIn(document, 'disks')).physical_volumes);
  const logical = (document: JsonObject) => last(last(listIn(document, 'volume_groups')).logical_volumes);
  if (shape === 'one group') return { ...volume, list: 'volume_groups', of: logical };
  if (shape !== 'whole disks') return { ...volume, of: inDisks };
  const disk = (document: JsonObject) => last(listIn(document, 'disks'));
  return { tabs: 2, list: 'disks', name: `/dev/vd${count - 1}`, size: 14, of: disk };
}

/** The largest, the one that is refused, and some of the others. */
const CHOSEN = sampled(SHAPES, 0.2, (shape) => (['one disk', 'one group'].includes(shape) ? shape : 'other'))
  // A sample of the tests has the first one: not the one that takes longest.
  .toSorted((a, b) => countOf(a) - countOf(b));

test.each(CHOSEN)(
  'volumes of a task, %s: gone through and edited on screen, sent, verified',
  async (shape) => {
    const count = countOf(shape);
    const text = largeTask(shape, count);
    const { tabs, list, name, size, of } = lastOf(shape, count);
    const sms = await service({ tasks: [text] });
    const wizard = await wizardOn(sms);
    for (let tab = 0; tab < tabs; tab++) await wizard.press('tab');
    await wizard.press('G');
    await wizard.waitFor(/\b(\d{4,}) of \1\b/);
    await wizard.press('g', 'down', 'pagedown', 'up');
    await wizard.waitFor(/\b1\d of \d{4,}\b/);
    await wizard.press('/');
    wizard.write(name);
    await wizard.waitFor('1 of 1');
    await wizard.press('enter', 'enter');
    wizard.write(`${size}G`);
    await wizard.waitFor(`= ${(size * GIB).toLocaleString('en')} bytes`);
    await wizard.press('enter');
    await wizard.waitFor('1 change');
    await wizard.press('^S');
    await wizard.waitFor(new RegExp(`~ Size .*→ ${size} GiB`));
    // The exact request, to its end, which is the equivalent command.
    await wizard.press('b', 'G');
    await wizard.waitFor(`size=${size * GIB}`);
    await wizard.press('escape');
    await submitOn(wizard);

    const wanted = parseJson(text) as JsonObject;
    of(wanted).size = size * GIB;
    // The figures that follow from it.
    const { used_size, free_size } = of(wanted);
    if (typeof used_size === 'number' && typeof free_size === 'number')
      of(wanted).free_size = size * GIB - used_size;
    // The request has the list as it came, every number of it, with this one size changed.
    const asWanted = () => {
      const sent = sms.requests
        .filter(({ method }) => method === 'PUT')
        .map(({ body }) => parseJson(body) as JsonObject);
      return sent.length === 1 && jsonEquals(sent[0], { target_server: { [list]: listIn(wanted, list) } });
    };
    if (shape === 'one group') {
      // The API reference allows 50 of these; the wizard reports that as the reason.
      await wizard.waitFor('more than 50 entries', 60_000);
      expect(asWanted()).toBe(true);
      await wizard.press('q');
      expect((await wizard.exit).code).toBe(1);
      return;
    }
    await wizard.waitFor('Change applied', 60_000);
    expect(asWanted()).toBe(true);
    await wizard.press('q');
    expect((await wizard.exit).code).toBe(0);
  },
  120_000,
);

test('a script changes one volume of 65,535', async () => {
  const sms = await service({ tasks: [largeTask('one disk', MAX_ELEMENTS)] });
  const { flags, env } = access(sms);
  const path = `target_server.disks[/dev/vd0].physical_volumes[/dev/vd0p${MAX_ELEMENTS - 1}].size`;
  const words = ['update', sms.firstTask, ...flags, '--set', `${path}=+5G`, '--yes', '--json'];
  const { code, stdout } = await run(words, env);
  expect(code, stdout.slice(0, 500)).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ result: 'applied', changes: [{ outcome: 'applied' }] });
}, 120_000);
