/** The metadata service is called on machines of Huawei Cloud, or if the user asks for it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { fetchAgencyKeys } from '../../../src/api/credentials/ecs-metadata.ts';
import { service } from '../../support/service.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Returns a folder as /sys/class/dmi/id, with these files in it. */
function dmiWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'sms-wizard-dmi-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

test.each<[string, Record<string, string>, Record<string, string>, boolean]>([
  ['a Huawei Cloud server', { chassis_asset_tag: 'HUAWEICLOUD\n' }, {}, true],
  ['one by its vendor', { sys_vendor: 'OpenStack Foundation\n', board_vendor: 'Huawei\n' }, {}, true],
  ['another server', { sys_vendor: 'QEMU\n', product_name: 'Standard PC\n' }, {}, false],
  ['a machine without DMI', {}, {}, false],
  ['another server that is told to', { sys_vendor: 'QEMU\n' }, { SMS_ECS_METADATA: '1' }, true],
  ['a Huawei Cloud server that is told not to', { sys_vendor: 'Huawei\n' }, { SMS_ECS_METADATA: '0' }, false],
])('%s', async (_what, dmi, env, asked) => {
  const sms = await service();
  const lookup = await fetchAgencyKeys({ SMS_METADATA_URL: sms.url, ...env }, dmiWith(dmi));
  expect(lookup.outcome).toBe(asked ? 'found' : 'absent');
  expect(sms.requests.map(({ method }) => method)).toEqual(asked ? ['PUT', 'GET'] : []);
});

test('keys come with the session token where there is one', async () => {
  const sms = await service();
  await fetchAgencyKeys({ SMS_METADATA_URL: `${sms.url}/`, SMS_ECS_METADATA: '1' });
  expect(sms.requests[1]?.headers['x-metadata-token']).toBe('simulated-metadata-session-1');
});

test.each([
  ['no JSON', 'x'],
  ['no credential', '{"credential":null}'],
  ['half a credential', '{"credential":{"access":"a"}}'],
])('an answer with %s has no access key in it', async (_what, body) => {
  const sms = await service({
    intercept: ({ path }) => (path.endsWith('/securitykey') ? { status: 200, body } : undefined),
  });
  const lookup = await fetchAgencyKeys({ SMS_METADATA_URL: sms.url, SMS_ECS_METADATA: '1' });
  expect(lookup).toMatchObject({ outcome: 'unusable', why: 'it has no access key.' });
});
