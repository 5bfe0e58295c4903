/** Who the simulator knows: users with password and keys, their account (domain) and its projects. */

/** What SMS asks a permission for. Source: API facts §7, `get` for a source server. */
export type Action =
  | 'sms:server:getTask'
  | 'sms:server:listTask'
  | 'sms:server:updateTask'
  | 'sms:server:get';

export interface Keys {
  readonly access: string;
  readonly secret: string;
  /** Temporary keys have one, and are worth nothing without it. */
  readonly securityToken?: string;
}

export interface User {
  readonly id: string;
  readonly name: string;
  readonly password: string;
  /** The one-time password that this user needs besides; such users have no keys here. */
  readonly passcode?: string;
  readonly keys?: Keys;
  /** What this user may not do. */
  readonly denied: readonly Action[];
}

/** The account that every user belongs to. */
export const DOMAIN = { id: '0123456789abcdef0123456789abcdef', name: 'demo-company' } as const;

export const PROJECTS = [
  { id: '0215ef11e49d4743be23dd97a1561aaa', name: 'ap-southeast-3' },
  { id: '0215ef11e49d4743be23dd97a1561bbb', name: 'cn-north-4' },
] as const;

/** The user whose token the simulator prints: may do everything. */
export const OWNER = {
  id: 'a0000000000000000000000000000001',
  name: 'demo-user',
  password: 'Simulated-Password-1',
  keys: { access: 'SIMULATEDKEY00000001', secret: 'simulated-secret-0000000000000000000001' },
  denied: [],
} as const satisfies User;

/** Signs in with a one-time password as well. */
export const MFA_USER = {
  id: 'a0000000000000000000000000000002',
  name: 'demo-mfa',
  password: 'Simulated-Password-2',
  passcode: '123456',
  denied: [],
} as const satisfies User;

/** May look, but not change. */
export const READER = {
  id: 'a0000000000000000000000000000003',
  name: 'demo-reader',
  password: 'Simulated-Password-3',
  keys: { access: 'SIMULATEDKEY00000003', secret: 'simulated-secret-0000000000000000000003' },
  denied: ['sms:server:updateTask'],
} as const satisfies User;

/** May read and change a task whose id is known, but not list. */
export const NO_LIST = {
  id: 'a0000000000000000000000000000004',
  name: 'demo-no-list',
  password: 'Simulated-Password-4',
  keys: { access: 'SIMULATEDKEY00000004', secret: 'simulated-secret-0000000000000000000004' },
  denied: ['sms:server:listTask'],
} as const satisfies User;

/** Temporary keys of the owner that are valid from the start; the metadata service gives out more. */
export const TEMPORARY_KEYS = {
  access: 'SIMULATEDTEMP0000001',
  secret: 'simulated-temporary-secret-000000000001',
  securityToken: 'simulated-security-token-0000000000000001',
} as const satisfies Keys;

/** The token of the owner that is valid from the start. */
export const FIRST_TOKEN = 'simulated-token';

export const USERS: readonly User[] = [OWNER, MFA_USER, READER, NO_LIST];
