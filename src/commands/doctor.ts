/** `sms-wizard doctor [TASK_ID]`: one line for everything that an update needs. Reads only. */
import { connect } from '../api/client.ts';
import type { Searched } from '../api/credentials/find.ts';
import type { Found } from '../api/credentials/kinds.ts';
import type { Endpoint } from '../api/endpoint.ts';
import { ServiceError } from '../api/errors.ts';
import { UsageError } from '../task/errors.ts';
import { padTo, widthOf } from '../terminal/columns.ts';
import { marksFor } from '../terminal/marks.ts';
import { text } from '../text/text.ts';
import { failureLines } from '../wizard/failure.ts';
import { authFor, endpointFor, iamFor, searchFor } from './access.ts';
import { asciiOnly } from './ascii.ts';
import type { CommandLine } from './flags.ts';
import { machineChecks, proxyCheck } from './machine.ts';
import { printResult } from './output.ts';
import { canAsk, scenarioFrom, secondsFrom } from './session.ts';
import { keysWords, lookedLines, sourceWords } from './sources.ts';
import { tracer } from './trace.ts';

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

/** How long a call may take where nothing is said: somebody is waiting for an answer about the set-up. */
const SECONDS = 8;

/** Runs all checks; those that need an earlier one which failed stay open. Exit code 0 only if an update could be done. */
export async function doctor(line: CommandLine): Promise<number> {
  const checks: Check[] = [];
  const show = (...more: Check[]) => {
    checks.push(...more);
    printResult(more.flatMap(linesOf));
  };
  show(...machineChecks(line));
  const demo = line.on.has('demo') ? await startDemo(line) : undefined;
  await checkAccess(demo?.line ?? line, demo?.searched ?? (await searchFor(line)), show);
  await demo?.close();
  const bad = checks.find(({ state }) => state === 'bad');
  printResult(['', bad ? text().doctor.bad(marks().error) : text().doctor.good]);
  return bad ? (bad.code ?? 1) : 0;
}

const marks = () => marksFor(asciiOnly());

function linesOf({ about, state, found, next = [] }: Check): string[] {
  const { done, warning, error, todo } = marks();
  const mark = { good: done, poor: warning, bad: error, open: todo }[state];
  const { labels } = text().doctor;
  const width = Math.max(...Object.values(labels).map(widthOf));
  return [
    `${mark} ${padTo(labels[about], width)}  ${found}`,
    ...next.flatMap((words) => words.split('\n')).map((words) => `    ${words}`),
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

async function checkAccess(
  line: CommandLine,
  searched: Searched,
  show: (...checks: Check[]) => void,
): Promise<void> {
  const words = text().doctor;
  const { found } = searched;
  let endpoint: Endpoint;
  try {
    endpoint = endpointFor(line, found);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    show({ about: 'endpoint', state: 'bad', found: error.message, code: 2 });
    return;
  }
  const { host } = new URL(endpoint.url);
  const from = found?.source === 'demo' ? found.where : endpoint.from;
  show({ about: 'endpoint', state: 'good', found: words.endpoint(endpoint.url, words.from(from)) });
  show(proxyCheck(endpoint.url));
  if (!found) {
    const next = [...lookedLines(searched.looked), text().access.nothingHint];
    show({ about: 'credentials', state: 'bad', found: text().access.nothing, next, code: 4 });
  } else {
    const how = words.credentials(sourceWords(found.source), found.where, keysWords(found.credentials));
    show({ about: 'credentials', state: 'good', found: how });
  }

  let ahead: number | undefined;
  const transport = {
    onDate: (server: number, here: number) => {
      ahead = Math.round((here - server) / 1000);
    },
    ...(line.on.has('debug') ? { trace: tracer } : {}),
  };
  const seconds = line.text.timeout ? secondsFrom(line.text.timeout) : SECONDS;
  let failure: ServiceError | undefined;
  try {
    const asking = { seconds, canAsk: canAsk(line) };
    // Without credentials the service still tells that it is there, and its time.
    const auth = found ? await authFor(found, iamFor(line, endpoint, found), transport, asking) : undefined;
    const { noAuth } = await import('../api/auth.ts');
    const client = connect({ endpoint: endpoint.url, auth: auth ?? noAuth, transport, seconds });
    if (line.taskId) await client.getTask(line.taskId);
    else await client.listTasks({ limit: 1, offset: 0 });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    failure = error;
  }
  show(reachCheck(host, failure), clockCheck(ahead));
  show(...permissionChecks(line, failure, Boolean(found)));
}

function reachCheck(host: string, failure: ServiceError | undefined): Check {
  const words = text().doctor;
  const silent = failure?.kind === 'no_answer' || failure?.status === 407;
  if (!failure || (!silent && failure.status !== undefined && failure.kind !== 'bad_answer'))
    return { about: 'reach', state: 'good', found: words.reached(host) };
  const [happened = '', ...next] = failureLines(failure);
  return { about: 'reach', state: 'bad', found: happened, next, code: 1 };
}

/** What the service allows is 15 minutes, and only signatures depend on it. Source: API facts §7. */
function clockCheck(ahead: number | undefined): Check {
  const words = text().doctor;
  if (ahead === undefined) return { about: 'clock', state: 'open', found: words.clockUnknown };
  if (Math.abs(ahead) <= 60) return { about: 'clock', state: 'good', found: words.clockRight };
  const state = Math.abs(ahead) > 900 ? 'bad' : 'poor';
  return { about: 'clock', state, found: text().errors.clock(ahead), next: [words.clockNext], code: 4 };
}

function permissionChecks(line: CommandLine, failure: ServiceError | undefined, signed: boolean): Check[] {
  const words = text().doctor;
  const open = (about: Check['about']): Check => ({ about, state: 'open', found: words.notTried });
  const told = failure ? failureLines(failure) : [];
  const [happened = '', ...next] = told;
  if (!signed) return [open('signIn'), open('read'), open('update')];
  const good: Check = { about: 'signIn', state: 'good', found: words.accepted };
  const update: Check = { about: 'update', state: 'open', found: words.updateOpen };
  if (!failure) return [good, { about: 'read', state: 'good', found: words.canRead(line.taskId) }, update];
  if (failure.kind === 'no_answer' || failure.kind === 'bad_answer')
    return [open('signIn'), open('read'), open('update')];
  if (failure.kind === 'auth' && failure.status !== 403) {
    const refused: Check = { about: 'signIn', state: 'bad', found: happened, next, code: 4 };
    return [refused, open('read'), open('update')];
  }
  const more = !line.taskId && failure.status === 403 ? [words.tryTask] : [];
  const code = failure.kind === 'auth' ? 4 : 1;
  return [
    good,
    { about: 'read', state: 'bad', found: happened, next: [...next, ...more], code },
    open('update'),
  ];
}
