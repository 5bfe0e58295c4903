/** Requests to a simulator by hand, as a client other than the product's sends them. */
import type { Simulator } from '../../src/simulator/server.ts';

export interface Response {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: JSON of any kind
  readonly body: any;
}

/** Sends a request with the owner's token. A body goes as JSON, and with the Content-Type of JSON. */
export async function ask(
  sms: Pick<Simulator, 'url' | 'token'>,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = body === undefined ? {} : { 'Content-Type': 'application/json' },
): Promise<Response> {
  const response = await fetch(sms.url + path, {
    method,
    headers: { 'X-Auth-Token': sms.token, ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}
