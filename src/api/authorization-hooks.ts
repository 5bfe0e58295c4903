/** Hooks of ky for one request: signs it, renews the credentials once after a 401, and traces it for --debug. */
import ky, { type Hooks } from 'ky';
import type { Auth } from './auth.ts';
import { redact } from './redact.ts';

export interface TransportHooks {
  /** Notes for --debug, a line each, without secrets. */
  readonly trace?: (line: string) => void;
  /** Called with the `Date` of each response, in ms since 1970, and when it came by this machine's clock. */
  readonly onDate?: (server: number, here: number) => void;
}

/** Options of ky that let the hooks below send a request once more, and nothing else. */
export const RENEW_ONLY = { limit: 1, methods: [] };

/** Returns the hooks for one request with this body. */
export function authorizationHooks(auth: Auth, { trace, onDate }: TransportHooks, body: string): Hooks {
  let signed: Readonly<Record<string, string>> = {};
  let from = performance.now();

  const authorize = async ({ request }: { readonly request: Request }) => {
    const type = request.headers.get('content-type');
    const headers = type ? { 'Content-Type': type } : {};
    signed = await auth.headersFor({ method: request.method, url: new URL(request.url), headers, body });
    for (const [name, value] of Object.entries(signed)) request.headers.set(name, value);
    from = performance.now();
  };
  const note = (request: Request, end: string) => {
    const { host, pathname, search } = new URL(request.url);
    const ms = Math.round(performance.now() - from);
    trace?.(redact(`${request.method} ${host}${pathname}${search}  ${end}  ${ms} ms`));
  };

  return {
    beforeRequest: [authorize],
    beforeRetry: [authorize],
    afterResponse: [
      async ({ request, response: { status, headers }, retryCount }) => {
        const id = headers.get('x-request-id');
        note(request, `${status}${id ? `  ${id}` : ''}`);
        const date = Date.parse(headers.get('date') ?? '');
        if (!Number.isNaN(date)) onDate?.(date, Date.now());
        // A 401 means that nothing was carried out, so this is the one case in which an update goes out again.
        if (status !== 401 || retryCount > 0 || !(await auth.refresh(signed).catch(() => false))) return;
        trace?.('credentials renewed after 401');
        return ky.retry({ delay: 0 });
      },
    ],
    beforeError: [
      ({ request, error }) => {
        note(request, error.name);
        return error;
      },
    ],
  };
}
