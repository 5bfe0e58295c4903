/** The error codes of SMS and its gateway as data; their words stand in src/text. Source: API facts §7. */
import { type Text, text } from '../text/text.ts';

export type KnownCode = keyof Text['errors']['codes'];

interface CodeFacts {
  /** The HTTP statuses that it comes with. */
  readonly status: readonly number[];
  /** It is about who one is or what one may do, whatever the status says. */
  readonly auth?: true;
  /** A clock that is off may be the reason. */
  readonly clock?: true;
  /** The same call may pass a few seconds later. */
  readonly busy?: true;
}

const refused: CodeFacts = { status: [400] };

export const CODES: Readonly<Record<KnownCode, CodeFacts>> = {
  'SMS.0007': refused,
  'SMS.0202': { status: [400], auth: true, clock: true },
  'SMS.0204': { status: [400], auth: true },
  'SMS.0205': { status: [400], auth: true, clock: true },
  'SMS.0212': refused,
  'SMS.0515': refused,
  'SMS.0806': refused,
  'SMS.2002': { status: [403], auth: true },
  // 401 by number only: these four are about the form of the request.
  'SMS.2003': { status: [401] },
  'SMS.2004': { status: [401] },
  'SMS.2005': { status: [401] },
  'SMS.2006': { status: [401] },
  'SMS.2007': { status: [500] },
  'SMS.3805': refused,
  'SMS.6030': refused,
  'SMS.6031': refused,
  'SMS.6032': refused,
  'SMS.6033': refused,
  'SMS.6102': refused,
  'SMS.6103': refused,
  'SMS.6301': refused,
  'SMS.6519': refused,
  'SMS.6531': refused,
  'SMS.6539': refused,
  'SMS.6562': refused,
  'SMS.6601': refused,
  'SMS.6602': refused,
  'SMS.6603': refused,
  'SMS.6610': refused,
  'SMS.6617': refused,
  'SMS.7602': refused,
  'SMS.7605': refused,
  'SMS.7703': refused,
  'SMS.7711': refused,
  'SMS.7712': refused,
  'SMS.7719': refused,
  'SMS.9001': refused,
  'SMS.9004': { status: [403], auth: true },
  'APIGW.0101': { status: [404] },
  'APIGW.0301': { status: [401], auth: true, clock: true },
  'APIGW.0308': { status: [429], busy: true },
  'APIGW.*': { status: [401, 403, 404, 429] },
};

/** What a code stands for; undefined for one that no list has. The gateway calls itself APIGW or APIG. */
export function knownCode(code: string): KnownCode | undefined {
  const name = code.replace(/^APIG\./, 'APIGW.');
  if (Object.hasOwn(CODES, name)) return name as KnownCode;
  return name.startsWith('APIGW.') ? 'APIGW.*' : undefined;
}

export interface CodeRow {
  readonly code: string;
  readonly status: string;
  readonly means: string;
  readonly next: string;
}

/** The whole table in the language in use, for documents. */
export function codeTable(): CodeRow[] {
  const words = text().errors.codes;
  return (Object.keys(CODES) as KnownCode[]).map((code) => ({
    code,
    status: CODES[code].status.join(', '),
    ...words[code],
  }));
}
