/** Reads and updates over real HTTP, and the errors when they fail. */
import { describe, expect, test } from 'vitest';
import { resolveEndpoint, resolveIamEndpoint } from '../../../src/api/endpoint.ts';
import { validateTask } from '../../../src/api/response-schema.ts';
import { ServiceError } from '../../../src/api/service-error.ts';
import { parseJson, stringifyJson } from '../../../src/json/json.ts';
import { FAULT_KINDS } from '../../../src/simulator/faults/fault-injection.ts';
import type { Answer } from '../../../src/simulator/server.ts';
import { payload, payloadText, TASKS } from '../../support/fixtures.ts';
import { clientOf, service } from '../../support/service.ts';

async function failing(answer: Answer | 'drop'): Promise<ServiceError> {
  const sms = await service({ intercept: () => answer });
  const client = clientOf(sms, 5);
  return client.updateTask(sms.firstTask, { name: 'x' }).then(
    () => expect.fail('should have failed'),
    (error) => error,
  );
}

describe('failures', () => {
  test.each([
    [
      'SMS',
      { status: 400, body: payloadText('error.400.SMS.6531') },
      'refused',
      'SMS.6531: The boot partition does not exist.',
    ],
    ['missing permission', { status: 403, body: payloadText('error.403.SMS.9004') }, 'auth', 'SMS.9004'],
    [
      'gateway',
      { status: 401, body: '{"error_msg":"bad token","error_code":"APIGW.0301"}' },
      'auth',
      'APIGW.0301: bad token',
    ],
    ['IAM', { status: 400, body: '{"error":{"code":400,"message":"no"}}' }, 'refused', '400: no'],
    ['camel case', { status: 500, body: '{"errorCode":"E","errorMsg":"m"}' }, 'refused', 'E: m'],
    [
      'a proxy',
      {
        status: 502,
        body: '<html><title>Bad Gateway</title></html>',
        headers: { 'Content-Type': 'text/html' },
      },
      'bad_answer',
      'Bad Gateway',
    ],
    ['an empty body', { status: 500, body: '' }, 'bad_answer', 'returned 500 with an empty body'],
    [
      'HTML with 200',
      { status: 200, body: '<html>Sign in</html>' },
      'bad_answer',
      'returned 200 with a web page instead of JSON: Sign in',
    ],
    ['JSON of something else', { status: 200, body: '[]' }, 'bad_answer', "doesn't name the task"],
    ['a dropped line', 'drop', 'no_answer', 'closed the connection without responding'],
  ])('%s', async (_what, answer, kind, message) => {
    const wired =
      typeof answer === 'string' ? answer : { headers: { 'Content-Type': 'application/json' }, ...answer };
    const error = await failing(wired as Answer | 'drop');
    expect(error).toBeInstanceOf(ServiceError);
    expect(error.kind).toBe(kind);
    expect(error.message).toContain(message);
  });

  test('a server that never answers is given up on in time', async () => {
    const sms = await service({ intercept: () => new Promise(() => {}) });
    const client = clientOf(sms, 1);
    const error = await client.getTask('x').catch((thrown) => thrown);
    expect(error).toMatchObject({
      kind: 'no_answer',
      message: expect.stringContaining("didn't respond within 1 s"),
    });
  });

  test('a PUT is sent once, whatever comes back', async () => {
    const sms = await service({ intercept: () => ({ status: 503, body: '' }) });
    const client = clientOf(sms, 5);
    await client.updateTask('x', {}).catch(() => {});
    expect(sms.requests).toHaveLength(1);
  });

  test('a GET is tried again', async () => {
    let calls = 0;
    const sms = await service({ intercept: () => (calls++ ? undefined : { status: 503, body: '' }) });
    const client = clientOf(sms, 10);
    expect((await client.getTask(sms.firstTask)).name).toBe('centos7-lvm');
  });
});

describe('the task list', () => {
  test('is asked for by page, state and name, and comes as the server sent it', async () => {
    const sms = await service({ scenario: 'list' });
    const client = clientOf(sms, 5);
    const page = await client.listTasks({ state: 'READY', name: 'batch-00', limit: 3, offset: 2 });
    expect(sms.requests.map(({ path }) => path)).toEqual([
      '/v3/tasks?state=READY&name=batch-00&limit=3&offset=2',
    ]);
    expect(page.count).toBe(6);
    expect(page.tasks).toMatchObject([{ name: 'batch-005' }, { name: 'batch-006' }, { name: 'batch-008' }]);
  });

  test.each([
    ['{"count":"2","tasks":[{"id":"a"},null]}', 2, 2],
    ['{"count":9007199254740993,"tasks":[]}', 9007199254740992, 0],
    ['{"count":null,"tasks":null,"new":{}}', undefined, 0],
    ['{"tasks":[{"id":7,"state":null}]}', undefined, 1],
  ])('%s passes', async (body, count, tasks) => {
    const sms = await service({ intercept: () => ({ status: 200, body }) });
    const client = clientOf(sms, 5);
    const page = await client.listTasks({ limit: 200, offset: 0 });
    expect(page.count).toBe(count);
    expect(page.tasks).toHaveLength(tasks);
  });

  test.each(['[]', '{}', '{"count":1}', '{"tasks":{}}', '"x"', '{"error":"x"}'])(
    '%s is no list',
    async (body) => {
      const sms = await service({ intercept: () => ({ status: 200, body }) });
      const client = clientOf(sms, 5);
      await expect(client.listTasks({ limit: 200, offset: 0 })).rejects.toMatchObject({
        kind: 'bad_answer',
        message: expect.stringContaining('not a task list'),
      });
    },
  );
});

describe('what the server may send', () => {
  test('every real document, invalid values and unknown keys included, passes and stays as it is', () => {
    for (const name of TASKS) {
      const before = stringifyJson(payload(name));
      expect(validateTask(payload(name))).toBeUndefined();
      expect(stringifyJson(parseJson(before))).toBe(before);
    }
    const unusual =
      '{"id":"x","state":"NEW_STATE","speed_limit":"100","type":null,"new_key":{"a":1},"error_json":"{\\"a\\":1}","target_server":{"disks":[{"id":"7","size":null,"device_use":"VOLUME_GROUP"}]}}';
    expect(validateTask(parseJson(unusual))).toBeUndefined();
  });

  test.each(['[]', 'null', '"x"', '{}', '{"id":5}', '{"id":"x","target_server":{"disks":{}}}'])(
    '%s is no task',
    (text) => {
      expect(validateTask(parseJson(text))).toBeTruthy();
    },
  );
});

describe('every shape of an error', () => {
  const shapes = FAULT_KINDS.filter((way) => /^(sms|details|iam|camel|bare|nested_\w+)$/.test(way));
  test.each(shapes)('%s: code, message, meaning and request ID', async (way) => {
    const sms = await service({
      failures: [{ way, code: 'SMS.7703', status: 400, message: 'Task does not exist.' }],
    });
    const error = await clientOf(sms, 5)
      .getTask(sms.firstTask)
      .catch((thrown) => thrown);
    expect(error).toMatchObject({
      code: 'SMS.7703',
      message: 'SMS.7703: Task does not exist.',
      meaning: "Error code table: The task doesn't exist.",
      requestId: 'simulated-1',
    });
  });

  test('are nine', () => expect(shapes).toHaveLength(9));

  test('a task that is called something else than JSON is read all the same', async () => {
    const sms = await service({ failures: [{ way: 'wrong_type' }] });
    expect(await clientOf(sms, 5).getTask(sms.firstTask)).toMatchObject({ name: 'centos7-lvm' });
  });
});

describe('endpoints', () => {
  test.each([
    ['cn-north-4', 'https://sms.cn-north-4.myhuaweicloud.com'],
    ['ap-southeast-3', 'https://sms.ap-southeast-3.myhuaweicloud.com'],
    ['my-kualalumpur-1', 'https://sms.my-kualalumpur-1.myhuaweicloud.com'],
    ['ru-moscow-1', 'https://sms-api.ru-moscow-1.myhuaweicloud.com'],
    ['ap-southeast-1', 'https://sms.ap-southeast-1.myhuaweicloud.com'],
    ['eu-west-101', 'https://sms.eu-west-101.myhuaweicloud.eu'],
    ['cn-east-3', 'https://sms.cn-north-4.myhuaweicloud.com'],
    [' CN-NORTH-4 ', 'https://sms.cn-north-4.myhuaweicloud.com'],
  ])('of region %s, asked for or usual, with its IAM', (region, url) => {
    expect(resolveEndpoint({ region }, {}).url).toBe(url);
    if (region.trim() === region) expect(resolveEndpoint({ defaultRegion: region }, {}).url).toBe(url);
    const iam = url.replace(/sms(-api)?\./, 'iam.');
    expect(resolveIamEndpoint(url)).toBe(iam);
  });

  test.each([
    [{ defaultRegion: 'RegionOne' }, {}, 'https://sms.ap-southeast-3.myhuaweicloud.com'],
    [{}, { SMS_ENDPOINT: ' ' }, 'https://sms.ap-southeast-3.myhuaweicloud.com'],
    [{}, { SMS_ENDPOINT: ' sms.example.com ' }, 'https://sms.example.com'],
    [{ endpoint: 'HTTPS://SMS.example.com/' }, {}, 'https://sms.example.com'],
    [{}, {}, 'https://sms.ap-southeast-3.myhuaweicloud.com'],
    [{ region: 'cn-north-4' }, {}, 'https://sms.cn-north-4.myhuaweicloud.com'],
    [{ region: 'cn-north-4' }, { SMS_ENDPOINT: 'https://sms.example.com/' }, 'https://sms.example.com'],
    [{ endpoint: 'sms.example.com' }, { SMS_ENDPOINT: 'https://other' }, 'https://sms.example.com'],
    [{ endpoint: 'http://127.0.0.1:80' }, {}, 'http://127.0.0.1'],
    [{ endpoint: 'http://[::1]:8080' }, {}, 'http://[::1]:8080'],
  ])('%j with %j', (flags, env, endpoint) => {
    expect(resolveEndpoint(flags, env).url).toBe(endpoint);
  });

  test.each([
    [{ endpoint: 'http://sms.example.com' }, /uses http\./],
    [{ endpoint: 'http://127.0.0.1.example.com' }, /uses http\./],
    [{ endpoint: 'not an address' }, /is not a valid endpoint URL/],
    [{ endpoint: 'ftp://sms.example.com' }, /is not a valid endpoint URL/],
    [{ endpoint: 'https://user:secret@sms.example.com' }, /^(?!.*secret).*sms\.example\.com/],
    [{ region: 'nowhere' }, /unknown region "nowhere"/],
  ])('%j is refused', (flags, message) => {
    expect(() => resolveEndpoint(flags, {})).toThrow(message);
  });
});

describe('an action on a task', () => {
  const act = async (answer?: Answer | 'drop', operation: 'start' | 'stop' = 'stop') => {
    const sms = await service({ scenario: 'running', ...(answer && { intercept: () => answer }) });
    const error = await clientOf(sms, 2)
      .actOnTask(sms.firstTask, operation)
      .then(
        () => undefined,
        (thrown: ServiceError) => thrown,
      );
    return { error, sms };
  };

  test('is sent once, with its operation, and takes effect', async () => {
    const { error, sms } = await act();
    expect(error).toBeUndefined();
    expect(sms.requests.map(({ method, path, body }) => [method, path, body])).toEqual([
      ['POST', `/v3/tasks/${sms.firstTask}/action`, '{"operation":"stop"}'],
    ]);
    expect(sms.taskText(sms.firstTask)).toContain('"state":"ABORTING"');
  });

  test.each([
    ['a dropped line', 'drop', 'no_answer'],
    ['a web page with 200', { status: 200, body: '<html>Sign in</html>' }, 'bad_answer'],
    ['a list', { status: 200, body: '[]' }, 'bad_answer'],
    ['an error inside 200', { status: 200, body: '{"error_code":"SMS.7714","error_msg":"no"}' }, 'refused'],
    ['502', { status: 502, body: '<html>Bad Gateway</html>' }, 'bad_answer'],
    ['429', { status: 429, body: '' }, 'bad_answer'],
    ['403', { status: 403, body: payloadText('error.403.SMS.9004') }, 'auth'],
  ] as const)('%s fails as %s, and is not repeated', async (_what, answer, kind) => {
    const wired =
      typeof answer === 'string' ? answer : { headers: { 'Content-Type': 'application/json' }, ...answer };
    const { error, sms } = await act(wired as Answer | 'drop');
    expect(error).toBeInstanceOf(ServiceError);
    expect(error?.kind).toBe(kind);
    expect(sms.requests).toHaveLength(1);
  });

  test('that the state does not allow is rejected with its code', async () => {
    const { error } = await act(undefined, 'start');
    expect(error).toMatchObject({ kind: 'refused', code: 'SMS.7713' });
  });
});
