/** What the simulator is asked and what it answers, in the shapes of SMS, the gateway and IAM. Source: API facts §7. */
import type { IncomingHttpHeaders } from 'node:http';
import { stringify } from 'lossless-json';

export interface SimulatedRequest {
  readonly method: string;
  /** Path and query, as they came. */
  readonly path: string;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
  /** When it came, by the simulator's clock, in milliseconds since 1970. */
  readonly at: number;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Record<string, string>;
}

/**
 * A whole answer; undefined for the service's own; or none: the connection ends before an answer (`drop`), ends in
 * the middle of one (`cut`), is reset (`reset`), or stays open in the middle of one for ever (`stall`).
 */
export type Planned = Answer | 'drop' | 'cut' | 'reset' | 'stall' | undefined;

const texts = new WeakMap<object, string>();

/** A document as text. Made once for each, as a task may be large, never changes in place, and is read often. */
export function write(value: unknown): string {
  const isObject = typeof value === 'object' && value !== null;
  const text = (isObject && texts.get(value)) || (stringify(value) ?? 'null');
  if (isObject) texts.set(value, text);
  return text;
}

export const json = (status: number, value: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  body: write(value),
  headers: { 'Content-Type': 'application/json', ...headers },
});

/** As SMS and the gateway say no. */
export const refusal = (
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): Answer => json(status, { error_code: code, error_msg: message }, headers);

/** As the gateway turns away who does not prove who they are. */
export const unauthenticated = (why: string): Answer =>
  refusal(401, 'APIGW.0301', `Incorrect IAM authentication information: ${why}`);

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
};

/** As IAM says no. */
export const iamRefusal = (status: number, message: string): Answer =>
  json(status, { error: { code: status, message, title: TITLES[status] ?? 'Error' } });

/** As SMS says no for want of a permission, with every action to ask for. */
export function forbidden(action: string, resource: string): Answer {
  const reason = `You do not have permission to perform action ${action} on resource ${resource}.`;
  return json(403, {
    error_code: 'SMS.9004',
    error_msg: `The current account does not have the permission to execute policy. ${reason}`,
    encoded_authorization_message: 'c2ltdWxhdGVk',
    error_param: [reason],
    details: [{ error_code: 'SMS.9004', error_msg: reason }],
  });
}
