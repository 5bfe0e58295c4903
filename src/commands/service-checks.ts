/** The checks of `doctor` that ask the service and IAM, from the endpoint to what the account may do. */
import { type Auth, noAuth } from '../api/auth.ts';
import { connect, type SmsClient } from '../api/client.ts';
import type { Searched } from '../api/credentials/find.ts';
import { ServiceError } from '../api/errors.ts';
import { isObject } from '../json/json.ts';
import { UsageError } from '../task/errors.ts';
import { text } from '../text/text.ts';
import { failureLines } from '../wizard/failure.ts';
import { authFor, brokenIn, endpointFor, iamFor } from './access.ts';
import type { Check } from './doctor.ts';
import type { CommandLine } from './flags.ts';
import { proxyCheck } from './machine.ts';
import { canAsk, secondsFrom, tellRetry } from './session.ts';
import { keysWords, lookedLines, sourceWords } from './sources.ts';
import { tracer } from './trace.ts';

/** How long a call may take where nothing is said: somebody is waiting for an answer about the set-up. */
const SECONDS = 8;

/** Shows one check after the other; those that need an earlier one which failed stay open. */
export async function serviceChecks(
  line: CommandLine,
  searched: Searched,
  show: (...checks: Check[]) => void,
): Promise<void> {
  const { found } = searched;
  const places = placesFor(line, searched);
  show(places.check);
  const proxy = places.endpoint === undefined ? undefined : proxyCheck(places.endpoint);
  if (proxy) show(proxy);
  show(credentialsCheck(searched));
  if (places.endpoint === undefined || proxy?.state === 'bad') {
    show(...open('reach', 'clock', 'signIn', 'read', 'update'));
    return;
  }

  let ahead: number | undefined;
  const transport = {
    onDate: (server: number, here: number) => {
      ahead = Math.round((here - server) / 1000);
    },
    ...(line.on.has('debug') ? { trace: tracer } : {}),
  };
  const seconds = line.text.timeout ? secondsFrom(line.text.timeout) : SECONDS;
  const calls = { seconds, onRetry: tellRetry };
  const auth = found ? authFor(found, places.iam, transport, { ...calls, canAsk: canAsk(line) }) : noAuth;
  const login = await failureOf(() => auth.ready());
  // Without credentials the service still tells that it is there, and its time.
  const site = (by: Auth) => connect({ endpoint: places.endpoint, auth: by, transport, ...calls });
  const client = site(login ? noAuth : auth);
  const reading = await failureOf(() => read(client, line.taskId));
  const reach = reachCheck(client.host, reading);
  show(reach, clockCheck(ahead, found?.credentials.kind === 'keys'));
  const reached = reach.state === 'good';
  const signIn = found ? signInCheck(login, reached, reading) : openCheck('signIn');
  show(signIn);
  if (!reached || signIn.state === 'bad' || !found) return show(...open('read', 'update'));
  show(readCheck(reading, line.taskId));
  show(reading ? openCheck('update') : await updateCheck(client));
}

/** What became of a call; undefined where it went well. */
async function failureOf(call: () => Promise<unknown>): Promise<ServiceError | undefined> {
  try {
    await call();
    return undefined;
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
}

const openCheck = (about: Check['about']): Check => ({
  ...{ about, state: 'open' },
  found: text().doctor.notTried,
});
const open = (...abouts: Check['about'][]): Check[] => abouts.map(openCheck);

/** A check that failed, in the words of its failure. */
function badCheck(about: Check['about'], failure: ServiceError, more: readonly string[] = []): Check {
  const [happened = '', ...next] = failureLines(failure);
  const code = failure.kind === 'auth' ? 4 : 1;
  return { about, state: 'bad', found: happened, next: [...next, ...more], code };
}

type Places =
  | { readonly endpoint: string; readonly iam: string; readonly check: Check }
  | { readonly endpoint: undefined; readonly check: Check };

function placesFor(line: CommandLine, { found }: Searched): Places {
  const words = text().doctor;
  try {
    const { url, from } = endpointFor(line, found);
    const chosen = found?.source === 'demo' ? found.where : from;
    const check: Check = {
      ...{ about: 'endpoint', state: 'good' },
      found: words.endpoint(url, words.from(chosen)),
    };
    return { endpoint: url, iam: iamFor(line, { url, from }, found), check };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const check: Check = { about: 'endpoint', state: 'bad', found: error.message, code: 2 };
    return { endpoint: undefined, check };
  }
}

function credentialsCheck(searched: Searched): Check {
  const { found, looked } = searched;
  if (found) {
    const kind = keysWords(found.credentials);
    const how = text().doctor.credentials(sourceWords(found.source), found.where, kind);
    return { about: 'credentials', state: 'good', found: how };
  }
  const words = text().access;
  const broken = brokenIn(looked);
  if (broken) {
    const happened = words.broken(broken.where, broken.why);
    return { about: 'credentials', state: 'bad', found: happened, next: [words.brokenHint], code: 4 };
  }
  const next = [...lookedLines(looked), words.nothingHint];
  return { about: 'credentials', state: 'bad', found: words.nothing, next, code: 4 };
}

/** Reads a task; without an id the first of the list, as far as there is one. */
async function read(client: SmsClient, taskId: string | undefined): Promise<void> {
  if (taskId) return void (await client.getTask(taskId));
  const [task] = (await client.listTasks({ limit: 1, offset: 0 })).tasks;
  if (isObject(task) && typeof task.id === 'string') await client.getTask(task.id);
}

function reachCheck(host: string, failure: ServiceError | undefined): Check {
  const silent = failure?.kind === 'no_answer' || failure?.status === 407;
  if (failure && (silent || failure.kind === 'bad_answer')) return badCheck('reach', failure);
  return { about: 'reach', state: 'good', found: text().doctor.reached(host) };
}

/** What the service allows is 15 minutes, and only signatures depend on it. Source: API facts §7. */
function clockCheck(ahead: number | undefined, signed: boolean): Check {
  const words = text().doctor;
  if (ahead === undefined) return { about: 'clock', state: 'open', found: words.clockUnknown };
  if (Math.abs(ahead) <= 60) return { about: 'clock', state: 'good', found: words.clockRight };
  const state = Math.abs(ahead) > 900 && signed ? 'bad' : 'poor';
  return { about: 'clock', state, found: text().errors.clock(ahead), next: [words.clockNext], code: 4 };
}

/** Whether a refusal is about what the account may do, and not about who it is. */
const isForbidden = ({ status, code }: ServiceError): boolean => status === 403 || code === 'SMS.0204';
/** Whether the service got as far as looking at the request. */
const isJudged = ({ status = 0 }: ServiceError): boolean => status < 500 && status !== 429 && status !== 408;

function signInCheck(
  login: ServiceError | undefined,
  reached: boolean,
  reading: ServiceError | undefined,
): Check {
  if (login) return badCheck('signIn', login);
  if (!reached) return openCheck('signIn');
  if (reading?.kind === 'auth' && !isForbidden(reading)) return badCheck('signIn', reading);
  if (reading && !isJudged(reading)) return openCheck('signIn');
  return { about: 'signIn', state: 'good', found: text().doctor.accepted };
}

function readCheck(failure: ServiceError | undefined, taskId: string | undefined): Check {
  const words = text().doctor;
  if (!failure) return { about: 'read', state: 'good', found: words.canRead(taskId) };
  return badCheck('read', failure, !taskId && isForbidden(failure) ? [words.tryTask] : []);
}

/** No task has this id: an update of it changes nothing, and is refused to whoever may not update. */
const NO_TASK = '00000000-0000-0000-0000-000000000000';

async function updateCheck(client: SmsClient): Promise<Check> {
  const words = text().doctor;
  const refusal = await failureOf(() => client.updateTask(NO_TASK, {}));
  if (refusal && isForbidden(refusal)) return badCheck('update', refusal);
  if (refusal?.kind === 'refused' && isJudged(refusal))
    return { about: 'update', state: 'good', found: words.notRefused };
  return { about: 'update', state: 'open', found: words.updateOpen };
}
