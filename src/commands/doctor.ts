/** `sms-wizard doctor [TASK_ID]`: one line for everything that an update needs. Changes nothing. */
import type { Found } from '../api/credentials/kinds.ts';
import { padTo, widthOf, wrapTo } from '../terminal/columns.ts';
import { marksFor } from '../terminal/marks.ts';
import { text } from '../text/text.ts';
import { searchFor } from './access.ts';
import { asciiOnly } from './ascii.ts';
import type { CommandLine } from './flags.ts';
import { endOnInterrupt } from './interrupt.ts';
import { machineChecks } from './machine.ts';
import { printResult } from './output.ts';
import { serviceChecks } from './service-checks.ts';
import { scenarioFrom } from './session.ts';

export interface Check {
  readonly about: keyof ReturnType<typeof text>['doctor']['labels'];
  /** bad: no update could be done · poor: something works less well · open: could not be found out. */
  readonly state: 'good' | 'poor' | 'bad' | 'open';
  readonly found: string;
  /** What to do about it, a line each. */
  readonly next?: readonly string[];
  /** The exit code that a bad one leads to. */
  readonly code?: 1 | 2 | 4;
}

/** Runs all checks; those that need an earlier one which failed stay open. Exit code 0 only if an update could be done. */
export async function doctor(line: CommandLine): Promise<number> {
  endOnInterrupt();
  const checks: Check[] = [];
  const show = (...more: Check[]) => {
    checks.push(...more);
    printResult(more.flatMap(linesOf));
  };
  show(...machineChecks(line));
  const demo = line.on.has('demo') ? await startDemo(line) : undefined;
  await serviceChecks(demo?.line ?? line, demo?.searched ?? (await searchFor(line)), show);
  await demo?.close();
  const bad = checks.find(({ state }) => state === 'bad');
  const verdict = bad ? text().doctor.bad(marks().error) : text().doctor.good;
  printResult(['', ...wrapTo(verdict, columns())]);
  return bad ? (bad.code ?? 1) : 0;
}

const marks = () => marksFor(asciiOnly());

/** Lines are broken between words for people; in a file each stays one. */
const columns = () => (process.stdout.isTTY && process.stdout.columns) || Number.POSITIVE_INFINITY;

/** Room for a few words beside the labels; in less they stand below. */
const LEAST_ROOM = 30;

function linesOf({ about, state, found, next = [] }: Check): string[] {
  const { done, warning, error, todo } = marks();
  const mark = { good: done, poor: warning, bad: error, open: todo }[state];
  const { labels } = text().doctor;
  const width = Math.max(...Object.values(labels).map(widthOf));
  const head = `${mark} ${padTo(labels[about], width)}  `;
  const room = columns();
  const beside = room - widthOf(head) >= LEAST_ROOM ? widthOf(head) : 4;
  const [first = '', ...rest] = wrapTo(found, room - widthOf(head));
  const below = wrapTo(rest.join(' '), room - beside).filter(Boolean);
  return [
    head + first,
    ...below.map((words) => ' '.repeat(beside) + words),
    ...next.flatMap((words) => words.split('\n')).flatMap((words) => wrapTo(`    ${words}`, room)),
  ];
}

/** The embedded simulator in place of the service, and its token in place of the user's credentials. */
async function startDemo(line: CommandLine) {
  const { startSimulator } = await import('../simulator/server.ts');
  const { url, token, close } = await startSimulator(await scenarioFrom(line));
  const credentials = { kind: 'token', token } as const;
  const found: Found = { outcome: 'found', source: 'demo', where: '--demo', credentials };
  return {
    line: { ...line, text: { ...line.text, endpoint: url } },
    searched: { found, looked: [found] },
    close,
  };
}
