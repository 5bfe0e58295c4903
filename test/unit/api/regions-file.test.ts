/** Endpoints that a user gave to regions, as the SDKs read them. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { resolveEndpoint } from '../../../src/api/endpoint.ts';
import { parseRegions, sitesOfUser } from '../../../src/api/regions-file.ts';
import { homeWith } from '../../support/credentials.ts';

const FILE = `# Service name is case-insensitive
ECS:
  - id: 'cn-north-9'
    endpoint: 'https://ecs.cn-north-9.myhuaweicloud.com'
sms:   # ours
  - id: 'cn-north-9'
    endpoint: 'https://sms.cn-north-9.myhuaweicloud.com'
  - endpoint: https://lost.example.com
  - id: "eu-west-0"
    endpoints:
      - 'https://sms.eu-west-0.cloud.example.com' # first
      - 'https://backup.example.com'
IoTDA:
  - id: 'cn-north-9'
    endpoint: 'https://iotda.example.com'
`;

describe('regions.yaml', () => {
  test('the first endpoint of each region of SMS counts', () => {
    expect([...parseRegions(FILE)]).toEqual([
      ['cn-north-9', 'https://sms.cn-north-9.myhuaweicloud.com'],
      ['eu-west-0', 'https://sms.eu-west-0.cloud.example.com'],
    ]);
  });

  test.each(['', '\n\n', '# nothing', 'SMS:', 'SMS:\n  - id: x\n', 'garbage', ': : :'])(
    '%j has none',
    (content) => {
      expect(parseRegions(content).size).toBe(0);
    },
  );

  test('lists without indentation and CRLF are read', () => {
    const content = 'SMS:\r\n- id: r-1\r\n  endpoint: https://sms.r-1.example.com\r\n';
    expect([...parseRegions(content)]).toEqual([['r-1', 'https://sms.r-1.example.com']]);
  });
});

describe('a region with an endpoint of its own', () => {
  const home = homeWith({
    '.huaweicloud/regions.yaml': FILE,
    'other.yaml': FILE.replaceAll('cn-north-9', 'cn-south-9'),
  });
  const endpoint = (region: string, env: Record<string, string> = {}) =>
    resolveEndpoint({ region, siteOf: sitesOfUser({ env, home }) }, env);

  test('comes from the file', () => {
    expect(endpoint('CN-NORTH-9')).toMatchObject({
      url: 'https://sms.cn-north-9.myhuaweicloud.com',
      source: join(home, '.huaweicloud/regions.yaml'),
    });
  });

  test('comes from a variable first', () => {
    const env = {
      HUAWEICLOUD_SDK_REGION_SMS_CN_NORTH_9: 'https://sms.example.com,https://backup.example.com',
    };
    expect(endpoint('cn-north-9', env).url).toBe('https://sms.example.com');
  });

  test('comes from HUAWEICLOUD_SDK_REGIONS_FILE in place of the usual file', () => {
    const env = { HUAWEICLOUD_SDK_REGIONS_FILE: join(home, 'other.yaml') };
    expect(endpoint('cn-south-9', env).url).toBe('https://sms.cn-south-9.myhuaweicloud.com');
    expect(endpoint('cn-north-4', env).url).toBe('https://sms.cn-north-4.myhuaweicloud.com');
  });

  test('is used for a region of the environment too', () => {
    const siteOf = sitesOfUser({ env: {}, home });
    expect(resolveEndpoint({ defaultRegion: 'eu-west-0', siteOf }, {}).url).toBe(
      'https://sms.eu-west-0.cloud.example.com',
    );
  });

  test('is refused as uses http', () => {
    expect(() =>
      endpoint('cn-north-9', { HUAWEICLOUD_SDK_REGION_SMS_CN_NORTH_9: 'http://sms.example.com' }),
    ).toThrow(/uses http/);
  });

  test('throws if the named file is not there', () => {
    expect(() => endpoint('cn-north-9', { HUAWEICLOUD_SDK_REGIONS_FILE: '/nowhere/r.yaml' })).toThrow(
      /file \/nowhere.* not found/,
    );
  });
});
