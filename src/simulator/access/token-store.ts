/** Valid tokens and keys: those known from the start, and those issued since. */
import { FIRST_TOKEN, type Keys, OWNER, TEMPORARY_KEYS, USERS, type User } from './accounts.ts';

/** The simulator's clock, in milliseconds since 1970. */
export type Now = () => number;

export interface TokenStore {
  /** Issues a token for a user. The times are in ms since 1970. */
  issueToken(user: User): { token: string; issuedAt: number; expiresAt: number };
  userOfToken(token: string): User | undefined;
  /** Issues temporary keys for a user, valid for `life` ms. */
  giveKeys(user: User, life: number): Keys & { expiresAt: number };
  /** Returns the valid keys with this access key ID. */
  keysOf(access: string): (Keys & { readonly user: User }) | undefined;
  /** Invalidates all tokens, the first one included. */
  expireTokens(): void;
}

const DAY = 24 * 60 * 60 * 1000;

/** Returns a store. Tokens are valid for `tokenLife` ms; if undefined, for a day, and the first one forever. */
export function newTokenStore(now: Now, tokenLife: number | undefined): TokenStore {
  const tokens = new Map<string, { user: User; expiresAt: number }>();
  const keys = new Map<string, Keys & { user: User; expiresAt: number }>();
  tokens.set(FIRST_TOKEN, { user: OWNER, expiresAt: tokenLife ? now() + tokenLife : Infinity });
  keys.set(TEMPORARY_KEYS.access, { ...TEMPORARY_KEYS, user: OWNER, expiresAt: Infinity });
  for (const user of USERS) {
    if (user.keys) keys.set(user.keys.access, { ...user.keys, user, expiresAt: Infinity });
  }
  let given = 0;
  return {
    issueToken(user) {
      const token = `${FIRST_TOKEN}-${++given}`;
      const issuedAt = now();
      const expiresAt = issuedAt + (tokenLife ?? DAY);
      tokens.set(token, { user, expiresAt });
      return { token, issuedAt, expiresAt };
    },
    userOfToken(token) {
      const known = tokens.get(token);
      return known && known.expiresAt > now() ? known.user : undefined;
    },
    giveKeys(user, life) {
      const number = String(++given).padStart(4, '0');
      const fresh = {
        access: `SIMULATEDMETA000${number}`,
        secret: `simulated-metadata-secret-00000000000${number}`,
        securityToken: `simulated-metadata-security-token-${number}`,
        expiresAt: now() + life,
      };
      keys.set(fresh.access, { ...fresh, user });
      return fresh;
    },
    keysOf(access) {
      const known = keys.get(access);
      return known && known.expiresAt > now() ? known : undefined;
    },
    expireTokens: () => tokens.clear(),
  };
}
