/** The variables and files that the program reads, for help, manual and docs. What they mean stands in the texts. */
import type { text } from '../text/text.ts';

type Meanings = ReturnType<typeof text>['cli']['usage'];

export const ENVIRONMENT: readonly (readonly [keyof Meanings['environment'], string])[] = [
  ['endpoint', 'SMS_ENDPOINT'],
  ['token', 'HW_AUTH_TOKEN, OS_AUTH_TOKEN'],
  ['sdk', 'HUAWEICLOUD_SDK_AK, _SK, _SECURITY_TOKEN, _DOMAIN_ID, _PROJECT_ID, _IAM_ENDPOINT'],
  ['sdkFile', 'HUAWEICLOUD_SDK_CREDENTIALS_FILE'],
  [
    'family',
    'HW_ACCESS_KEY, HW_SECRET_KEY, HW_SECURITY_TOKEN, HW_USER_NAME, HW_USER_PASSWORD, HW_USER_ID, HW_DOMAIN_NAME, HW_DOMAIN_ID, HW_PROJECT_NAME, HW_PROJECT_ID, HW_REGION_NAME, HW_AUTH_URL',
  ],
  ['ecs', 'SMS_ECS_METADATA'],
  ['metadata', 'SMS_METADATA_URL'],
  ['proxy', 'HTTPS_PROXY, ALL_PROXY, NO_PROXY'],
  ['authorities', 'NODE_EXTRA_CA_CERTS'],
  ['state', 'XDG_STATE_HOME'],
  ['cache', 'XDG_CACHE_HOME, NODE_DISABLE_COMPILE_CACHE'],
  ['locale', 'LC_ALL, LC_MESSAGES, LANG'],
  ['colour', 'NO_COLOR, FORCE_COLOR'],
  ['accessible', 'ACCESSIBLE'],
];

export const FILES: readonly (readonly [keyof Meanings['files'], string])[] = [
  ['sdk', '~/.huaweicloud/credentials'],
  ['koocli', '~/.hcloud/config.json'],
  ['state', '$XDG_STATE_HOME/sms-wizard'],
  ['cache', '$XDG_CACHE_HOME/sms-wizard'],
];
