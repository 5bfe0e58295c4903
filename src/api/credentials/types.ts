/** Credentials, the sources that are asked for them, and the result of asking one. */

export type Credentials =
  | { readonly kind: 'token'; readonly token: string }
  | AccessKeyCredentials
  | {
      readonly kind: 'password';
      /** Name of the user; may be left out where `userId` is given. */
      readonly user?: string;
      readonly password: string;
      /** Name of the account; needed with `user`. */
      readonly domain?: string;
      /** The token is for this project; else for the whole domain. */
      readonly project?: { readonly id?: string; readonly name?: string };
      /** IAM asks for it beside a one-time passcode. */
      readonly userId?: string;
    }
  | OidcCredentials;

/** An identity provider of IAM, and the file in which its ID token is renewed. */
export interface OidcCredentials {
  readonly kind: 'oidc';
  readonly idpId: string;
  readonly tokenFile: string;
  readonly domainId?: string;
  readonly projectId?: string;
}

/** An agency: rights in another account, or fewer in this one, that the found credentials only lead to. */
export interface Agency {
  readonly name: string;
  readonly domainName?: string;
  readonly domainId?: string;
}

export interface AccessKeyCredentials {
  readonly kind: 'keys';
  readonly ak: string;
  readonly sk: string;
  readonly securityToken?: string;
  readonly domainId?: string;
  readonly projectId?: string;
  /** Gets new keys in place of temporary ones that have expired. */
  readonly refresh?: () => Promise<AccessKeyCredentials>;
}

/** Sources in the order in which they are asked. */
export const CREDENTIAL_SOURCES = [
  'stdin',
  'profile',
  'token',
  'oidc',
  'sdk_env',
  'cloud_sdk_env',
  'hw_env',
  'os_env',
  'sdk_file',
  'koocli',
  'pod',
  'ecs',
] as const;
export type CredentialSource = (typeof CREDENTIAL_SOURCES)[number] | 'dialogue' | 'demo';

export type LookupResult =
  | {
      readonly outcome: 'found';
      readonly source: CredentialSource;
      /** Variables, file and section: where exactly. Never a value. */
      readonly where: string;
      readonly credentials: Credentials;
      readonly region?: string;
      /** To be assumed with them; they themselves are not to be used. */
      readonly agency?: Agency;
      /** The IAM address that came with them, and the variable or file that named it. */
      readonly iam?: { readonly name: string; readonly address: string };
    }
  /** Nothing there. */
  | { readonly outcome: 'absent'; readonly source: CredentialSource; readonly where: string }
  /** Something there that was meant to work and cannot: nothing else is tried, it would be another account. */
  | Problem<'broken'>
  /** Something there that this program cannot use; the next source is asked. */
  | Problem<'unusable'>;

interface Problem<Outcome> {
  readonly outcome: Outcome;
  readonly source: CredentialSource;
  readonly where: string;
  readonly why: string;
}

export type FoundCredentials = Extract<LookupResult, { outcome: 'found' }>;

/** True for what a header can carry; neither keys, tokens nor ids hold anything else. */
export const isHeaderSafe = (value: string): boolean => /^[\x21-\x7e]+$/.test(value);
