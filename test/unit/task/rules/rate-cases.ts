/** Rules about the rate on both sides of their limits; for rules.test.ts. */
import type { JsonObject } from '../../../../src/json/json.ts';
import { addElement, type Draft, newDraft, setValue } from '../../../../src/task/edits/draft.ts';
import { LVM, payload, WINDOWS } from '../../../support/fixtures.ts';
import type { Case } from './more-cases.ts';

const MORNING = { start: '08:00', end: '12:00', speed: 100 };

const task = (windows: readonly JsonObject[], more: JsonObject = {}, name = LVM): JsonObject => ({
  ...payload(name),
  ...{ state: 'READY', connected: true, speed_limit: 0 },
  rate_windows: [...windows],
  ...more,
});
const withWindow = (base: JsonObject, start: string, end: string): Draft =>
  addElement(newDraft(base), 'rate_windows', { start, end, speed: 5 }).draft;
const edited = (base: JsonObject, field = 'speed', value: string | number = 5): Draft =>
  setValue(newDraft(base), `rate_windows[08:00].${field}`, value);
const limited = (base: JsonObject): Draft => setValue(newDraft(base), 'speed_limit', 7);

export const RATE_CASES: readonly Case[] = [
  {
    rule: 'rate_window_order',
    quiet: [['a minute', withWindow(task([]), '08:00', '08:01')]],
    speaks: [
      ['no minute', withWindow(task([]), '08:00', '08:00')],
      ['over midnight', withWindow(task([]), '22:00', '06:00')],
    ],
  },
  {
    rule: 'rate_windows_overlap',
    quiet: [['one after the other', withWindow(task([MORNING]), '12:00', '13:00')]],
    speaks: [['a minute of both', withWindow(task([MORNING]), '11:59', '13:00')]],
  },
  {
    rule: 'rate_limit_beside_windows',
    quiet: [
      ['a limit without windows', limited(task([]))],
      ['windows without a limit', edited(task([MORNING]))],
    ],
    speaks: [
      ['a limit with windows', limited(task([MORNING]))],
      ['windows with a limit', edited(task([MORNING], { speed_limit: 7 }))],
    ],
  },
  {
    rule: 'rate_windows_over_ipv6',
    quiet: [
      ['IPv4', edited(task([MORNING], { use_ipv6: false }))],
      ['no limit', edited(task([MORNING], { use_ipv6: true }), 'speed', 0)],
    ],
    speaks: [['IPv6', edited(task([MORNING], { use_ipv6: true }))]],
  },
  {
    rule: 'rate_windows_offline',
    quiet: [['connected', edited(task([MORNING]))]],
    speaks: [['not connected', edited(task([MORNING], { connected: false }))]],
  },
  {
    rule: 'rate_tolerance_linux',
    quiet: [['Linux', edited(task([MORNING]), 'over_speed_threshold', 20)]],
    speaks: [['Windows', edited(task([MORNING], {}, WINDOWS), 'over_speed_threshold', 20)]],
  },
  {
    rule: 'rate_window_unlimited',
    quiet: [
      [
        '0 is meant',
        addElement(newDraft(task([])), 'rate_windows', { start: '08:00', end: '12:00', speed: 0 }).draft,
      ],
      [
        'a window that SMS returned without',
        edited(task([{ start: '08:00', end: '12:00' }]), 'end', '13:00'),
      ],
    ],
    speaks: [
      ['no rate', addElement(newDraft(task([])), 'rate_windows', { start: '08:00', end: '12:00' }).draft],
    ],
  },
  {
    rule: 'rate_window_gaps',
    quiet: [['the whole day', withWindow(task([]), '00:00', '24:00')]],
    speaks: [['half a day', withWindow(task([]), '00:00', '12:00')]],
  },
];
