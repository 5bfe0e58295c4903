/** The command line that a shell completes: its words, the service that its options choose, and the answers for it. */
import { parseArgs } from 'node:util';
import { FLAGS, type OptionValues, SUBCOMMANDS } from '../../cli/command-line.ts';
import { writeResult } from '../../cli/output.ts';
import type { ServiceOptions } from '../../cli/service-options.ts';
import { openService, type Service } from '../../session/session.ts';
import { answerKey, keepAnswer, readKeptAnswer } from '../../storage/kept-answers.ts';
import type { Word } from '../../task/paths/element-words.ts';

/** Time limit of a call, and of all together, in seconds: somebody has pressed a key and waits. */
const TIMEOUT_SECONDS = 3;

/** Splits a command line into words as a shell does, as far as quotes go. */
export const wordsIn = (line: string): string[] =>
  [...line.matchAll(/(?:"(?:\\.|[^"\\])*"?|'[^']*'?|\\.|[^\s"'\\])+/gs)].map(([word]) =>
    word.replace(
      /"((?:\\.|[^"\\])*)"?|'([^']*)'?|\\(.)/gs,
      (_, double?: string, single?: string, escaped?: string) =>
        double?.replace(/\\(["\\$`])/g, '$1') ?? single ?? escaped ?? '',
    ),
  );

export interface TypedLine {
  readonly connection: ServiceOptions;
  /** The task that the line names; undefined if it names none. */
  readonly task: string | undefined;
}

/** Reads a command line as far as it is typed. */
export function readLine(line: string): TypedLine {
  const options = { args: wordsIn(line), options: FLAGS, allowPositionals: true, strict: false } as const;
  const { values, positionals } = parseArgs(options);
  const command = positionals.findIndex((word) => (SUBCOMMANDS as readonly string[]).includes(word));
  const task = command < 0 ? undefined : positionals[command + 1];
  return { connection: connectionOf(values as OptionValues, task), task };
}

/** Returns the options that choose the service. One that lacks its value is `true`. */
function connectionOf(values: OptionValues, task: string | undefined): ServiceOptions {
  const textOf = (name: 'scenario' | 'endpoint' | 'region' | 'profile') => {
    const value: unknown = values[name];
    return typeof value === 'string' && value !== '' ? { [name]: value } : {};
  };
  const isForFirst = values.set !== undefined || values.unset !== undefined;
  return {
    demo: values.demo === true,
    defaultScenario: isForFirst && task === undefined ? 'lvm' : 'all',
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

/** Returns a key for a question to the service and account of a connection. */
function keyFor(connection: ServiceOptions, question: readonly string[]): string {
  const env = Object.entries(process.env)
    .filter(([name]) => /^(?:HW_|OS_|HUAWEICLOUD_|CLOUD_SDK_|SMS_|HC_|HOME$)/.test(name))
    .map(([name, value]) => `${name}=${value}`)
    .sort();
  return answerKey([JSON.stringify(connection), ...env, '', ...question]);
}

/** Returns the answer to a question, asked at most once a minute. Throws if the service can't be asked. */
export async function answerOf<T>(
  connection: ServiceOptions,
  question: readonly string[],
  isForm: (answer: unknown) => answer is T,
  ask: (service: Service, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const key = keyFor(connection, question);
  const kept = readKeptAnswer(isForm, key, Date.now());
  if (kept !== undefined) return kept;
  const service = await openService(connection, () => {});
  try {
    const answer = await ask(service, deadline);
    keepAnswer(key, Date.now(), answer);
    return answer;
  } finally {
    await service.close();
  }
}

const deadline = AbortSignal.timeout(TIMEOUT_SECONDS * 1000);

/** True for a name that a line can hold. */
const isOneLine = (word: string): boolean => !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(word);

/** Prints words for a shell, a line each, with what is known of each after a tab. */
export function printWords(words: readonly Word[]): void {
  const lines = words
    .filter(({ word, about }) => word !== '' && isOneLine(word) && isOneLine(about))
    .map(({ word, about }) => (about === '' ? `${word}\n` : `${word}\t${about}\n`));
  writeResult(lines.join(''));
}
