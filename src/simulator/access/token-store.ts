/** Tokens and keys that are valid at a moment: what was known from the start and what was given out since. */
import { FIRST_TOKEN, type Keys, OWNER, TEMPORARY_KEYS, USERS, type User } from './accounts.ts';

/** The simulator's clock, in milliseconds since 1970. */
export type Now = () => number;

export interface Issued {
  /** Gives a user a token. Its end is in milliseconds since 1970. */
  giveToken(user: User): { token: string; expiresAt: number };
  userOfToken(token: string): User | undefined;
  /** Gives a user temporary keys for so many milliseconds. */
  giveKeys(user: User, life: number): Keys & { expiresAt: number };
  /** The keys with this access key. */
  keysOf(access: string): (Keys & { readonly user: User }) | undefined;
  /** Ends every token there is, the first one too. */
  expireTokens(): void;
}

const DAY = 24 * 60 * 60 * 1000;

/** With `tokenLife` in milliseconds; without it tokens last a day, and the first one for ever. */
export function newIssued(now: Now, tokenLife: number | undefined): Issued {
  const tokens = new Map<string, { user: User; expiresAt: number }>();
  const keys = new Map<string, Keys & { user: User; expiresAt: number }>();
  tokens.set(FIRST_TOKEN, { user: OWNER, expiresAt: tokenLife ? now() + tokenLife : Infinity });
  keys.set(TEMPORARY_KEYS.access, { ...TEMPORARY_KEYS, user: OWNER, expiresAt: Infinity });
  for (const user of USERS) {
    if (user.keys) keys.set(user.keys.access, { ...user.keys, user, expiresAt: Infinity });
  }
  let given = 0;
  return {
    giveToken(user) {
      const token = `${FIRST_TOKEN}-${++given}`;
      const expiresAt = now() + (tokenLife ?? DAY);
      tokens.set(token, { user, expiresAt });
      return { token, expiresAt };
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
