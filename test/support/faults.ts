/** Faults of reads and updates, for schedules by seed. */
import type { Planned } from '../../src/simulator/server.ts';

/** The faults of a read. */
export const GET_FAULTS = [
  'drop',
  'cut',
  '500',
  '503',
  '429',
  '401',
  'html',
  'truncated',
  'empty',
  'list',
  'hang',
] as const;
/** The faults of an update. */
export const PUT_FAULTS = [
  'drop_before',
  'hang_before',
  '400',
  '403',
  '500_before',
  '502_before',
  '429_before',
  'drop_after',
  'cut_after',
  '502_after',
  'html_after',
  'empty_after',
  'hang_after',
  'ignored',
  'partly',
  'late',
] as const;
export type GetFault = (typeof GET_FAULTS)[number];
export type PutFault = (typeof PUT_FAULTS)[number];

const json = { 'Content-Type': 'application/json' };
const refusal = (status: number): Planned => ({
  status,
  headers: json,
  body: `{"error_code":"SMS.${status}","error_msg":"simulated ${status}"}`,
});

/** The responses in place of a read, by fault. */
export const GET_ANSWERS: Record<GetFault, () => Planned | Promise<Planned>> = {
  drop: () => 'drop',
  cut: () => 'cut',
  '500': () => refusal(500),
  '503': () => ({ status: 503, body: '' }),
  '429': () => ({ status: 429, headers: { 'Retry-After': '0' }, body: '' }),
  '401': () => refusal(401),
  html: () => ({ status: 200, body: '<html><body>Sign in to the proxy</body></html>' }),
  truncated: () => ({ status: 200, headers: json, body: '{"id":"6402c49b' }),
  empty: () => ({ status: 200, headers: json, body: '' }),
  list: () => ({ status: 200, headers: json, body: '[]' }),
  hang: () => new Promise(() => {}),
};

const ok = (id: string): Planned => ({ status: 200, headers: json, body: `{"id":"${id}"}` });

/** The responses to an update of a task, by fault; the caller decides whether the update is applied. */
export const PUT_ANSWERS: Record<PutFault, (id: string) => Planned | Promise<Planned>> = {
  drop_before: () => 'drop',
  hang_before: () => new Promise(() => {}),
  '400': () => refusal(400),
  '403': () => refusal(403),
  '500_before': () => refusal(500),
  '502_before': () => ({ status: 502, body: '<html>Bad Gateway</html>' }),
  '429_before': () => refusal(429),
  drop_after: () => 'drop',
  cut_after: () => 'cut',
  '502_after': () => ({ status: 502, body: '<html>Bad Gateway</html>' }),
  html_after: () => ({ status: 200, body: '<html>Sign in</html>' }),
  empty_after: () => ({ status: 200, headers: json, body: '' }),
  hang_after: () => new Promise(() => {}),
  ignored: ok,
  partly: ok,
  late: () => 'drop',
};
