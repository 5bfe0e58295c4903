/** `sms-wizard completion tasks`: IDs and names of tasks for the shells, a line each. */
import { parseArgs } from 'node:util';
import { writeResult } from '../../cli/output.ts';
import type { ServiceOptions } from '../../cli/service-options.ts';
import { openService } from '../../session/session.ts';
import { accountKey, type KnownTasks, keepKnownTasks, readKnownTasks } from '../../storage/known-tasks.ts';
import { PAGE_SIZE } from '../../task/paging.ts';
import { summarizeTask } from '../../task/task-summary.ts';

/** Time limit of the call, in seconds: somebody has pressed a key and waits. */
const TIMEOUT_SECONDS = 3;

/** Splits a command line into words as a shell does, as far as quotes go. */
export const wordsIn = (line: string): string[] =>
  [...line.matchAll(/(?:"[^"]*"?|'[^']*'?|\\.|[^\s"'\\])+/g)].map(([word]) =>
    word.replace(/"([^"]*)"?|'([^']*)'?|\\(.)/g, '$1$2$3'),
  );

/** Returns the options of the command line being completed that choose the service. */
function connectionOf(line: string): ServiceOptions {
  const string = { type: 'string' } as const;
  const { values } = parseArgs({
    args: wordsIn(line),
    options: {
      demo: { type: 'boolean' },
      scenario: string,
      endpoint: string,
      region: string,
      profile: string,
    },
    strict: false,
  });
  const textOf = (name: 'scenario' | 'endpoint' | 'region' | 'profile') => {
    const value = values[name];
    return typeof value === 'string' && value !== '' ? { [name]: value } : {};
  };
  return {
    demo: values.demo === true,
    defaultScenario: 'all',
    seconds: TIMEOUT_SECONDS,
    tokenStdin: false,
    stdinTaken: true,
    mayAsk: false,
    debug: false,
    ...textOf('scenario'),
    ...textOf('endpoint'),
    ...textOf('region'),
    ...textOf('profile'),
  };
}

/** Returns everything that decides about service and account. */
function keyFor(connection: ServiceOptions): string {
  const env = Object.entries(process.env)
    .filter(([name]) => /^(?:HW_|OS_|HUAWEICLOUD_|CLOUD_SDK_|SMS_|HC_|HOME$)/.test(name))
    .map(([name, value]) => `${name}=${value}`)
    .sort();
  return accountKey([JSON.stringify(connection), ...env]);
}

async function readTasks(connection: ServiceOptions): Promise<KnownTasks> {
  const service = await openService(connection, () => {});
  try {
    const { tasks } = await service.client.listTasks({ limit: PAGE_SIZE, offset: 0 });
    return tasks.map((task) => summarizeTask(task)).map(({ id, name }) => ({ id, name }));
  } finally {
    await service.close();
  }
}

/** True for a name that a line can hold. */
const isOneLine = (word: string): boolean => word !== '' && !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(word);

/** Prints each ID with its name and each name with its ID, apart by a tab; nothing if the tasks can't be read. */
export async function printTaskWords(line: string): Promise<void> {
  const connection = connectionOf(line);
  const key = keyFor(connection);
  const kept = readKnownTasks(key, Date.now());
  const tasks = kept ?? (await readTasks(connection));
  if (!kept) keepKnownTasks(key, Date.now(), tasks);
  const lines = tasks.flatMap(({ id, name }) =>
    [
      [id, name],
      [name, id],
    ].filter(([word = '', about = '']) => isOneLine(word) && isOneLine(about)),
  );
  writeResult(lines.map((pair) => `${pair.join('\t')}\n`).join(''));
}
