/** Shows on a terminal that a command waits for SMS, if that takes more than a second. */
import type { SmsClient } from '../api/client.ts';
import { marks } from '../cli/ascii.ts';
import { isQuietOutput, setTransientLine } from '../cli/output.ts';
import { prefersPlainMode } from '../terminal/capabilities.ts';
import { newStatusLine } from '../terminal/status-line.ts';
import { text } from '../text/text.ts';

/** Time until the line appears, and between two figures in it, in ms. */
const EVERY_MS = 1000;

/** Returns a client whose calls show a line that counts the seconds, and remove it afterwards. */
export function withWaitingLine(client: SmsClient): SmsClient {
  const { stderr } = process;
  if (!stderr.isTTY || isQuietOutput() || prefersPlainMode(process.env)) return client;
  const line = newStatusLine(stderr, marks().cut);
  setTransientLine(line);
  const during = async <Result>(call: Promise<Result>): Promise<Result> => {
    const from = Date.now();
    const timer = setInterval(() => {
      line.show(text().shell.waiting(client.host, Math.round((Date.now() - from) / 1000)));
    }, EVERY_MS);
    try {
      return await call;
    } finally {
      clearInterval(timer);
      line.clear();
    }
  };
  return new Proxy(client, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]) => {
        const answer: unknown = member.apply(target, given);
        return answer instanceof Promise ? during(answer) : answer;
      };
    },
  });
}
