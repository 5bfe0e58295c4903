/** Temporary keys of a pod, from the endpoint that its platform names. Source: docs/api-notes.md#further-credentials. */
import { readGivenFile } from '../../files/given-files.ts';
import { isObject, type Json } from '../../json/json.ts';
import { reasonOf } from '../../task/errors.ts';
import { text } from '../../text/text.ts';
import { anonymousAuth } from '../auth.ts';
import { parseResponse } from '../error-response.ts';
import { registerSecret } from '../redact.ts';
import { ServiceError } from '../service-error.ts';
import type { AccessKeyCredentials, LookupResult } from './types.ts';

const NAMES = {
  uri: 'HC_CONTAINER_CREDENTIALS_FULL_URI',
  file: 'HC_CONTAINER_AUTHORIZATION_TOKEN_FILE',
} as const;
const TIMEOUT_SECONDS = 5;
/** Loopback and link-local addresses: the token may go there unencrypted, as it doesn't leave this machine. */
const NEARBY = /^(localhost|127(\.\d+){3}|169\.254(\.\d+){2}|\[::1\]|\[f(e80|d00):[0-9a-f:]*\])$/;

/** Gets the keys of this pod if the platform has set the variables. */
export async function fetchPodKeys(env: Readonly<Record<string, string | undefined>>): Promise<LookupResult> {
  const [uri, file] = [env[NAMES.uri]?.trim(), env[NAMES.file]?.trim()];
  const where = `${NAMES.uri}, ${NAMES.file}`;
  if (!uri && !file) return { outcome: 'absent', source: 'pod', where };
  const broken = (why: string): LookupResult => ({ outcome: 'broken', source: 'pod', where, why });
  if (!uri) return broken(text().access.halfSet(NAMES.file, NAMES.uri));
  if (!file) return broken(text().access.halfSet(NAMES.uri, NAMES.file));
  if (!isSafe(uri)) return broken(text().access.podAddress(NAMES.uri));
  try {
    const read = () => keysFrom(new URL(uri), file);
    return { outcome: 'found', source: 'pod', where, credentials: { ...(await read()), refresh: read } };
  } catch (error) {
    if (error instanceof ServiceError) return broken(error.message);
    throw error;
  }
}

function isSafe(uri: string): boolean {
  if (!URL.canParse(uri)) return false;
  const { protocol, hostname, username, password } = new URL(uri);
  return (
    username + password === '' && (protocol === 'https:' || (protocol === 'http:' && NEARBY.test(hostname)))
  );
}

async function keysFrom(uri: URL, file: string): Promise<AccessKeyCredentials> {
  const token = registerSecret(readToken(file));
  const site = {
    ...{ endpoint: uri.origin, seconds: TIMEOUT_SECONDS, transport: {} },
    auth: { ...anonymousAuth, headersFor: async () => ({ Authorization: token }) },
    bypassesProxy: NEARBY.test(uri.hostname),
  };
  const { sendRequest } = await import('../request.ts');
  const answer = await sendRequest(site, { method: 'post', path: `${uri.pathname}${uri.search}`, body: {} });
  return readKeys(parseResponse(answer));
}

/** Reads a file of one token. Throws ServiceError if it can't be read or is empty. */
export function readToken(file: string): string {
  try {
    const token = readGivenFile(file).toString('utf8').trim();
    if (token) return token;
  } catch (error) {
    throw new ServiceError('auth', `${file}: ${text().access.unreadable(reasonOf(error))}`);
  }
  throw new ServiceError('auth', text().access.emptyFile(file));
}

function readKeys(document: Json): AccessKeyCredentials {
  const credentials = isObject(document) ? document.credentials : undefined;
  const { accessKeyId, secretAccessKey, securityToken } = isObject(credentials) ? credentials : {};
  if (typeof accessKeyId !== 'string' || typeof secretAccessKey !== 'string')
    throw new ServiceError('bad_answer', text().access.noKeys);
  return {
    ...{ kind: 'keys', ak: accessKeyId, sk: registerSecret(secretAccessKey) },
    ...(typeof securityToken === 'string' ? { securityToken: registerSecret(securityToken) } : {}),
  };
}
