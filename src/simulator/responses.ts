/**
 * Requests to the simulator, and its responses in the shapes of SMS, the gateway and IAM.
 * Source: docs/api-notes.md#error-shapes.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { stringify } from 'lossless-json';
import { CODES } from './error-codes.ts';

export interface SimulatedRequest {
  readonly method: string;
  /** Path and query as received. */
  readonly path: string;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
  /** The time of arrival by the simulator's clock, in ms since 1970. */
  readonly at: number;
}

export interface SimulatedResponse {
  readonly status: number;
  readonly body: string;
  readonly headers?: Record<string, string>;
}

/**
 * A response; undefined for the one of SMS; or a broken connection: closed before the response (`drop`), closed in its
 * middle (`cut`), reset (`reset`), or left open in its middle forever (`stall`).
 */
export type PlannedResponse = SimulatedResponse | 'drop' | 'cut' | 'reset' | 'stall' | undefined;

const texts = new WeakMap<object, string>();

/** Serializes a document. Memoized, as tasks may be large, are read often, and never change in place. */
export function serialize(value: unknown): string {
  const isObject = typeof value === 'object' && value !== null;
  const text = (isObject && texts.get(value)) || (stringify(value) ?? 'null');
  if (isObject) texts.set(value, text);
  return text;
}

export const json = (
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): SimulatedResponse => ({
  status,
  body: serialize(value),
  headers: { 'Content-Type': 'application/json', ...headers },
});

/** Builds an error response in the shape of SMS and the gateway. */
export const errorResponse = (
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): SimulatedResponse => json(status, { error_code: code, error_msg: message }, headers);

/** An error code of SMS, and what is wrong in this request. */
export interface Refusal {
  readonly code: string;
  /** The detail as `path: reason`; it follows the message of the code, and is its `error_param`. */
  readonly detail?: string;
}

/** Builds the response to a request that SMS rejects, with the status and the message of the code. */
export function refusalResponse({ code, detail }: Refusal): SimulatedResponse {
  const [status, message] = CODES[code] ?? [400, 'Invalid parameters.'];
  const body = { error_code: code, error_msg: detail ? `${message} ${detail}` : message };
  return json(status, detail ? { ...body, error_param: [detail] } : body);
}

/** Builds the gateway's 401 response. */
export const unauthenticated = (why: string): SimulatedResponse =>
  errorResponse(401, 'APIGW.0301', `Incorrect IAM authentication information: ${why}`);

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
};

/** Builds an error response in the shape of IAM. */
export const iamRefusal = (status: number, message: string): SimulatedResponse =>
  json(status, { error: { code: status, message, title: TITLES[status] ?? 'Error' } });

/** Builds SMS's 403 response, which names the missing action. */
export function forbidden(action: string, resource: string): SimulatedResponse {
  const reason = `You do not have permission to perform action ${action} on resource ${resource}.`;
  return json(403, {
    error_code: 'SMS.9004',
    error_msg: `The current account does not have the permission to execute policy. ${reason}`,
    encoded_authorization_message: 'c2ltdWxhdGVk',
    error_param: [reason],
    details: [{ error_code: 'SMS.9004', error_msg: reason }],
  });
}
