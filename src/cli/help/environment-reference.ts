/** Environment variables and files of the program, for manual and documents. The texts have their meanings. */
import type { text } from '../../text/text.ts';

type Meanings = ReturnType<typeof text>['cli']['usage'];

export const ENVIRONMENT: readonly (readonly [keyof Meanings['environment'], string])[] = [
  ['endpoint', 'SMS_ENDPOINT'],
  ['token', 'HW_AUTH_TOKEN, OS_AUTH_TOKEN'],
  ['sdk', 'HUAWEICLOUD_SDK_AK, _SK, _SECURITY_TOKEN, _DOMAIN_ID, _PROJECT_ID, _IAM_ENDPOINT'],
  ['sdkFile', 'HUAWEICLOUD_SDK_CREDENTIALS_FILE'],
  [
    'family',
    'HW_ACCESS_KEY, HW_SECRET_KEY, HW_SECURITY_TOKEN, HW_USER_NAME, HW_USER_PASSWORD, HW_USER_ID, HW_DOMAIN_NAME, HW_DOMAIN_ID, HW_PROJECT_NAME, HW_PROJECT_ID, HW_REGION_NAME, HW_CLOUD, HW_AUTH_URL',
  ],
  [
    'openStack',
    'OS_ACCESS_KEY, OS_SECRET_KEY, OS_SECURITY_TOKEN, OS_USERNAME, OS_PASSWORD, OS_USER_ID, OS_USER_DOMAIN_NAME, OS_USER_DOMAIN_ID, OS_PROJECT_NAME, OS_PROJECT_ID, OS_REGION_NAME, OS_AUTH_URL',
  ],
  ['cloudSdk', 'CLOUD_SDK_AK, CLOUD_SDK_SK'],
  ['agency', 'HW_ASSUME_ROLE_AGENCY_NAME, HW_ASSUME_ROLE_DOMAIN_NAME, HW_ASSUME_ROLE_DOMAIN_ID'],
  ['kooCli', 'HW_SHARED_CONFIG_FILE, HW_PROFILE'],
  ['oidc', 'HUAWEICLOUD_SDK_IDP_ID, HUAWEICLOUD_SDK_ID_TOKEN_FILE'],
  ['pod', 'HC_CONTAINER_CREDENTIALS_FULL_URI, HC_CONTAINER_AUTHORIZATION_TOKEN_FILE'],
  ['region', 'HUAWEICLOUD_SDK_REGION_SMS_REGION'],
  ['regions', 'HUAWEICLOUD_SDK_REGIONS_FILE'],
  ['ecs', 'SMS_ECS_METADATA'],
  ['metadata', 'SMS_METADATA_URL'],
  ['proxy', 'HTTPS_PROXY, ALL_PROXY, NO_PROXY, https_proxy, all_proxy, no_proxy'],
  ['authorities', 'NODE_EXTRA_CA_CERTS'],
  ['unverified', 'NODE_TLS_REJECT_UNAUTHORIZED'],
  ['home', 'HOME, USERPROFILE'],
  ['state', 'XDG_STATE_HOME'],
  ['cache', 'XDG_CACHE_HOME, NODE_DISABLE_COMPILE_CACHE, NODE_COMPILE_CACHE'],
  ['locale', 'LC_ALL, LC_MESSAGES, LANG'],
  ['characters', 'LC_ALL, LC_CTYPE, LANG'],
  ['terminal', 'TERM'],
  ['color', 'NO_COLOR, FORCE_COLOR'],
  ['pager', 'SMS_WIZARD_PAGER, PAGER'],
  ['editor', 'VISUAL, EDITOR'],
  ['completeTasks', 'SMS_WIZARD_COMPLETE_TASKS'],
  ['accessible', 'ACCESSIBLE'],
];

export const FILES: readonly (readonly [keyof Meanings['files'], string])[] = [
  ['sdk', '~/.huaweicloud/credentials'],
  ['koocli', '~/.hcloud/config.json'],
  ['state', '$XDG_STATE_HOME/sms-wizard'],
  ['cache', '$XDG_CACHE_HOME/sms-wizard'],
];
