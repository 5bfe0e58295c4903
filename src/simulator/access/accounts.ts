/** The users that the simulator knows, with their passwords and keys, their account (domain) and its projects. */

/** An IAM action that a call of SMS needs. Source: docs/api-notes.md#permissions. */
export type Action =
  | 'sms:server:getTask'
  | 'sms:server:listTask'
  | 'sms:server:updateTask'
  | 'sms:server:get'
  | 'sms:server:manageTask'
  | 'sms:server:getTaskSpeedLimit'
  | 'sms:server:updateTaskSpeedLimit'
  | 'sms:server:getTaskConfig'
  | 'sms:server:updateTaskConfig'
  | 'sms:server:listErrors';

export interface Keys {
  readonly access: string;
  readonly secret: string;
  /** The security token of temporary keys; without it they are refused. */
  readonly securityToken?: string;
}

export interface User {
  readonly id: string;
  readonly name: string;
  readonly password: string;
  /** The verification code (MFA) that this user needs besides the password; such users have no keys here. */
  readonly passcode?: string;
  readonly keys?: Keys;
  /** The actions that this user lacks. */
  readonly denied: readonly Action[];
}

/** The account (domain) of all users. */
export const DOMAIN = { id: '0123456789abcdef0123456789abcdef', name: 'demo-company' } as const;

export const PROJECTS = [
  { id: '0215ef11e49d4743be23dd97a1561aaa', name: 'ap-southeast-3' },
  { id: '0215ef11e49d4743be23dd97a1561bbb', name: 'cn-north-4' },
] as const;

/** A user with every permission, whose token the simulator prints. */
export const OWNER = {
  id: 'a0000000000000000000000000000001',
  name: 'demo-user',
  password: 'Simulated-Password-1',
  keys: { access: 'SIMULATEDKEY00000001', secret: 'simulated-secret-0000000000000000000001' },
  denied: [],
} as const satisfies User;

/** A user who also needs a verification code (MFA). */
export const MFA_USER = {
  id: 'a0000000000000000000000000000002',
  name: 'demo-mfa',
  password: 'Simulated-Password-2',
  passcode: '123456',
  denied: [],
} as const satisfies User;

/** A user who may read but not update. */
export const READER = {
  id: 'a0000000000000000000000000000003',
  name: 'demo-reader',
  password: 'Simulated-Password-3',
  keys: { access: 'SIMULATEDKEY00000003', secret: 'simulated-secret-0000000000000000000003' },
  denied: [
    'sms:server:updateTask',
    'sms:server:manageTask',
    'sms:server:updateTaskSpeedLimit',
    'sms:server:updateTaskConfig',
  ],
} as const satisfies User;

/** A user who may read and update a task by its ID, but not list tasks. */
export const NO_LIST = {
  id: 'a0000000000000000000000000000004',
  name: 'demo-no-list',
  password: 'Simulated-Password-4',
  keys: { access: 'SIMULATEDKEY00000004', secret: 'simulated-secret-0000000000000000000004' },
  denied: ['sms:server:listTask'],
} as const satisfies User;

/** Temporary keys of the owner, valid from the start. The metadata service issues more. */
export const TEMPORARY_KEYS = {
  access: 'SIMULATEDTEMP0000001',
  secret: 'simulated-temporary-secret-000000000001',
  securityToken: 'simulated-security-token-0000000000000001',
} as const satisfies Keys;

/** A token of the owner, valid from the start. */
export const FIRST_TOKEN = 'simulated-token';

export const USERS: readonly User[] = [OWNER, MFA_USER, READER, NO_LIST];
