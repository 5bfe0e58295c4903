/**
 * Explains the error codes of SMS and its gateway: who has to act, and whether the same request may succeed later. The
 * texts are in src/text. Source: docs/api-notes.md#error-codes.
 */

import type { Text } from '../text/catalogue.ts';
import { contradicts, explainServiceCode, type MendPlace } from '../text/service-codes.ts';
import { text } from '../text/text.ts';

type GatewayCode = keyof Text['errors']['gateway'];

/** Codes about who you are or what you may do, whatever the HTTP status. */
const AUTH: ReadonlySet<string> = new Set([
  ...['SMS.0202', 'SMS.0204', 'SMS.0205', 'SMS.2002', 'SMS.6521', 'SMS.6522', 'SMS.6523', 'SMS.6524'],
  ...['SMS.6525', 'SMS.6527', 'SMS.6528', 'SMS.6529', 'SMS.6542', 'SMS.9003', 'SMS.9004', 'APIGW.0301'],
]);

/** Codes that an IAM action mends. */
const NEEDS_ACTION: ReadonlySet<string> = new Set(['SMS.2002', 'SMS.6523', 'SMS.9003', 'SMS.9004']);

/** Codes that meant something else in the older edition, with other statuses. Source: docs/api-notes.md#retired-codes. */
const REUSED: ReadonlySet<string> = new Set(['SMS.2003', 'SMS.2004', 'SMS.2007']);

const ANY_OF_GATEWAY = 'APIGW.*';

export interface ExplainedCode {
  /** The meaning of the code; undefined if this response seems to mean something else. */
  readonly means?: string;
  readonly next: string;
  readonly place?: MendPlace;
  /** True for a code about access; undefined if the HTTP status decides. */
  readonly isAuth?: boolean;
  readonly needsAction: boolean;
  /** True if the request may succeed a few seconds later. */
  readonly isBusy: boolean;
}

function explainGatewayCode(code: string): ExplainedCode | undefined {
  const { gateway } = text().errors;
  const known = (Object.hasOwn(gateway, code) ? code : ANY_OF_GATEWAY) as GatewayCode;
  const { means, next } = gateway[known];
  const isAuth = known === ANY_OF_GATEWAY ? {} : { isAuth: AUTH.has(known) };
  return { means, next, ...isAuth, needsAction: false, isBusy: known === 'APIGW.0308' };
}

/**
 * Explains a code in a response with this HTTP status and this text of SMS; undefined for an unknown code. A meaning
 * that doesn't fit status or text is reported as the table's, without advice. The gateway calls itself APIGW or APIG.
 */
export function explainCode(code: string, status = 400, message = ''): ExplainedCode | undefined {
  const name = code.replace(/^APIG\./, 'APIGW.');
  if (name.startsWith('APIGW.')) return explainGatewayCode(name);
  const known = explainServiceCode(name);
  if (!known) return undefined;
  const facts = { isAuth: AUTH.has(name), needsAction: NEEDS_ACTION.has(name), isBusy: false };
  const words = text().errors;
  const isOther = (REUSED.has(name) && status !== 400) || contradicts(message, known.means);
  if (isOther) return { next: words.otherMeaning(name), ...facts };
  const { next, place } = known;
  return { means: words.documented(known.means), next, ...(place ? { place } : {}), ...facts };
}
