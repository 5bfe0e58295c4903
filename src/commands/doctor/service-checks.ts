/** The checks of `doctor` that call SMS and IAM: endpoint, credentials, clock, permissions. */
import { type Auth, anonymousAuth } from '../../api/auth.ts';
import { createSmsClient, type SmsClient } from '../../api/client.ts';
import type { CredentialSearchResult } from '../../api/credentials/chain.ts';
import { ServiceError } from '../../api/service-error.ts';
import { debugLog } from '../../cli/debug-log.ts';
import { exitCodeFor } from '../../cli/error-report.ts';
import { EXIT } from '../../cli/exit-codes.ts';
import type { ServiceOptions } from '../../cli/service-options.ts';
import { isObject } from '../../json/json.ts';
import { endpointFor, findBroken, iamEndpointFor } from '../../session/authenticate.ts';
import { createAuth } from '../../session/create-auth.ts';
import { credentialLabel, lookupLines, sourceLabel } from '../../session/credential-text.ts';
import { newTaskResolver } from '../../session/resolve-task.ts';
import { isInteractive, printRetry } from '../../session/session.ts';
import { UsageError } from '../../task/errors.ts';
import { failureLines } from '../../text/failure-text.ts';
import { text } from '../../text/text.ts';
import { openPauses } from '../../update/pause-journal.ts';
import { isForbidden, probe } from '../../update/permission-probe.ts';
import { openPauseLines } from '../pausing/open-pauses.ts';
import type { Check } from './check.ts';
import { proxyCheck, tlsCheck } from './local-checks.ts';

/** Default time limit of a call, in seconds: shorter than elsewhere, as a person waits for the result. */
const DEFAULT_SECONDS = 8;

/** Runs the checks in order and shows each. A check stays open if one that it needs has failed. */
export async function serviceChecks(
  service: ServiceOptions,
  task: string | undefined,
  searched: CredentialSearchResult,
  show: (...checks: Check[]) => void,
): Promise<void> {
  const { found } = searched;
  const places = placesFor(service, searched);
  show(places.check);
  const proxy = places.endpoint === undefined ? undefined : proxyCheck(places.endpoint);
  if (proxy) show(proxy);
  show(tlsCheck());
  show(credentialsCheck(searched));
  show(pausedCheck(places.endpoint));
  if (places.endpoint === undefined || proxy?.status === 'bad') {
    show(...open('reach', 'clock', 'signIn', 'read', 'update', 'pause'));
    return;
  }

  let ahead: number | undefined;
  const transport = {
    onDate: (server: number, here: number) => {
      ahead = Math.round((here - server) / 1000);
    },
    ...(service.debug ? { trace: debugLog } : {}),
  };
  const calls = { seconds: service.seconds ?? DEFAULT_SECONDS, onRetry: printRetry };
  const auth = found
    ? createAuth(found, { sms: places.endpoint, iam: places.iam }, transport, {
        ...calls,
        canAsk: isInteractive(service),
      })
    : anonymousAuth;
  const login = await failureOf(() => auth.prepare());
  // Without credentials the service still tells that it is there, and its time.
  const site = (by: Auth) => createSmsClient({ endpoint: places.endpoint, auth: by, transport, ...calls });
  const client = site(login ? anonymousAuth : auth);
  const reading = await failureOf(() => read(client, task));
  const reach = reachCheck(client.host, reading);
  show(reach, clockCheck(ahead, found?.credentials.kind === 'keys'));
  const reached = reach.status === 'good';
  const signIn = found ? signInCheck(login, reached, reading) : openCheck('signIn');
  show(signIn);
  if (!reached || signIn.status === 'bad' || !found) return show(...open('read', 'update', 'pause'));
  show(readCheck(reading, task));
  if (reading) return show(...open('update', 'pause'));
  show(await updateCheck(client));
  show(await pauseCheck(client));
}

/** Returns the error of a call, or undefined if it succeeded. Throws what is no ServiceError. */
async function failureOf(call: () => Promise<unknown>): Promise<ServiceError | undefined> {
  try {
    await call();
    return undefined;
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
}

const openCheck = (name: Check['name']): Check => ({
  ...{ name, status: 'open' },
  found: text().doctor.notTried,
});
const open = (...abouts: Check['name'][]): Check[] => abouts.map(openCheck);

/** Makes a bad check of a failed call. */
function badCheck(name: Check['name'], failure: ServiceError, more: readonly string[] = []): Check {
  const [happened = '', ...next] = failureLines(failure);
  return { name, status: 'bad', found: happened, next: [...next, ...more], code: exitCodeFor(failure) };
}

type Places =
  | { readonly endpoint: string; readonly iam: string | undefined; readonly check: Check }
  | { readonly endpoint: undefined; readonly check: Check };

function placesFor(service: ServiceOptions, { found }: CredentialSearchResult): Places {
  const words = text().doctor;
  try {
    const endpoint = endpointFor(service, found);
    const { url, source } = endpoint;
    const chosen = found?.source === 'demo' ? found.where : source;
    const check: Check = {
      ...{ name: 'endpoint', status: 'good' },
      found: words.endpoint(url, words.from(chosen)),
    };
    return { endpoint: url, iam: iamEndpointFor(endpoint, found), check };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const check: Check = { name: 'endpoint', status: 'bad', found: error.message, code: EXIT.usage };
    return { endpoint: undefined, check };
  }
}

function credentialsCheck(searched: CredentialSearchResult): Check {
  const { found, lookups } = searched;
  if (found) {
    const kind = credentialLabel(found.credentials);
    const how = text().doctor.credentials(sourceLabel(found.source), found.where, kind);
    return { name: 'credentials', status: 'good', found: how };
  }
  const words = text().access;
  const broken = findBroken(lookups);
  if (broken) {
    const happened = words.broken(broken.where, broken.why);
    return {
      name: 'credentials',
      status: 'bad',
      found: happened,
      next: [words.brokenHint],
      code: EXIT.denied,
    };
  }
  const next = [...lookupLines(lookups), words.nothingHint];
  return { name: 'credentials', status: 'bad', found: words.nothing, next, code: EXIT.denied };
}

/** Reads a task; without an ID the first one of the list, if there is one. */
async function read(client: SmsClient, task: string | undefined): Promise<void> {
  if (task) return void (await client.getTask(await newTaskResolver({ client })(task)));
  const [first] = (await client.listTasks({ limit: 1, offset: 0 })).tasks;
  if (isObject(first) && typeof first.id === 'string') await client.getTask(first.id);
}

/** Reports tasks that were paused from here and not started again. */
function pausedCheck(endpoint: string | undefined): Check {
  const words = text().doctor;
  const pauses = endpoint === undefined ? [] : openPauses({ endpoint, demo: false });
  if (pauses.length === 0) return { name: 'paused', status: 'good', found: words.nonePaused };
  const access = ['--endpoint', endpoint ?? ''];
  const next = pauses.flatMap((pause) => openPauseLines(pause, { access }));
  return { name: 'paused', status: 'poor', found: words.paused(pauses.length), next };
}

function reachCheck(host: string, failure: ServiceError | undefined): Check {
  const silent = failure?.kind === 'no_answer' || failure?.status === 407;
  if (failure && (silent || failure.kind === 'bad_answer')) return badCheck('reach', failure);
  return { name: 'reach', status: 'good', found: text().doctor.reached(host) };
}

/** Checks the clock: SMS allows 15 minutes, and only signatures depend on it. Source: docs/api-notes.md#clock-skew. */
function clockCheck(ahead: number | undefined, signed: boolean): Check {
  const words = text().doctor;
  if (ahead === undefined) return { name: 'clock', status: 'open', found: words.clockUnknown };
  if (Math.abs(ahead) <= 60) return { name: 'clock', status: 'good', found: words.clockRight };
  const status = Math.abs(ahead) > 900 && signed ? 'bad' : 'poor';
  return {
    name: 'clock',
    status,
    found: text().errors.clock(ahead),
    next: [words.clockNext],
    code: EXIT.denied,
  };
}

/** True if SMS evaluated the request: not overloaded, throttled or timed out. */
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
  return { name: 'signIn', status: 'good', found: text().doctor.accepted };
}

function readCheck(failure: ServiceError | undefined, task: string | undefined): Check {
  const words = text().doctor;
  if (!failure) return { name: 'read', status: 'good', found: words.canRead(task) };
  return badCheck('read', failure, !task && isForbidden(failure) ? [words.tryTask] : []);
}

/** Checks the permission to pause and start. Its lack is poor only: an update works without. */
async function pauseCheck(client: SmsClient): Promise<Check> {
  const words = text().doctor;
  const refusal = await probe(client, 'action');
  if (refusal && isForbidden(refusal)) return { ...badCheck('pause', refusal), status: 'poor' };
  if (refusal?.kind === 'refused' && isJudged(refusal))
    return { name: 'pause', status: 'good', found: words.notRefused };
  return { name: 'pause', status: 'open', found: words.pauseOpen };
}

async function updateCheck(client: SmsClient): Promise<Check> {
  const words = text().doctor;
  const refusal = await probe(client, 'update');
  if (refusal && isForbidden(refusal)) return badCheck('update', refusal);
  if (refusal?.kind === 'refused' && isJudged(refusal))
    return { name: 'update', status: 'good', found: words.notRefused };
  return { name: 'update', status: 'open', found: words.updateOpen };
}
