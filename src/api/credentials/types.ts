/** What gets a user in, and where it was looked for. */

export type Credentials =
  | { readonly kind: 'token'; readonly token: string }
  | Keys
  | {
      readonly kind: 'password';
      readonly user: string;
      readonly password: string;
      readonly domain: string;
      /** The token is for this project; else for the whole domain. */
      readonly project?: { readonly id?: string; readonly name?: string };
      /** IAM asks for it beside a one-time passcode. */
      readonly userId?: string;
    };

export interface Keys {
  readonly kind: 'keys';
  readonly ak: string;
  readonly sk: string;
  readonly securityToken?: string;
  readonly domainId?: string;
  readonly projectId?: string;
  /** Where keys that end by themselves come from again. */
  readonly again?: () => Promise<Keys>;
}

/** Sources in the order in which they are asked. */
export const SOURCES = [
  'stdin',
  'profile',
  'token',
  'sdk_env',
  'hw_env',
  'os_env',
  'sdk_file',
  'koocli',
  'ecs',
] as const;
export type SourceName = (typeof SOURCES)[number] | 'dialogue' | 'demo';

export type Looked =
  | {
      readonly outcome: 'found';
      readonly source: SourceName;
      /** Variables, file and section: where exactly. Never a value. */
      readonly where: string;
      readonly credentials: Credentials;
      readonly region?: string;
      readonly iam?: string;
    }
  /** Nothing there. */
  | { readonly outcome: 'absent'; readonly source: SourceName; readonly where: string }
  /** Something there that was meant to work and cannot: nothing else is tried, it would be another account. */
  | Problem<'broken'>
  /** Something there that this program cannot use; the next source is asked. */
  | Problem<'unusable'>;

interface Problem<Outcome> {
  readonly outcome: Outcome;
  readonly source: SourceName;
  readonly where: string;
  readonly why: string;
}

export type Found = Extract<Looked, { outcome: 'found' }>;

/** True for what a header can carry; neither keys, tokens nor ids hold anything else. */
export const isSendable = (value: string): boolean => /^[\x21-\x7e]+$/.test(value);
