/**
 * Protection against web pages: a page in a browser on this machine could reach a port on loopback, by its address or
 * by a name that resolves to it. A client of SMS sends no `Origin`, and names the host that it connects to.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { json, type SimulatedResponse } from '../responses.ts';

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

const forbidden = (reason: string): SimulatedResponse =>
  json(403, { error_code: 'SIMULATOR', error_msg: `The simulator rejects ${reason}.` });

/** Returns the response to a request that may come from a web page; undefined for others. */
export function rejectForeign(
  { host, origin }: IncomingHttpHeaders,
  anyHost: boolean,
): SimulatedResponse | undefined {
  if (origin !== undefined) return forbidden('requests of web pages (header Origin)');
  if (!anyHost && !LOOPBACK.test(host ?? '')) return forbidden('a Host other than loopback');
  return undefined;
}
