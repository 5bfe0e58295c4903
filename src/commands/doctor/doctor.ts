/** `sms-wizard doctor [TASK_ID]`: checks everything that an update needs, a line each. Changes nothing. */

import type { FoundCredentials } from '../../api/credentials/types.ts';
import { marks, printable } from '../../cli/ascii.ts';
import type { Command } from '../../cli/command-line.ts';
import { printDocument } from '../../cli/documents.ts';
import { EXIT } from '../../cli/exit-codes.ts';
import { exitOnInterrupt } from '../../cli/interrupt.ts';
import { printResult, resultWidth } from '../../cli/output.ts';
import { parseServiceOptions, type ServiceOptions } from '../../cli/service-options.ts';
import type { JsonObject } from '../../json/json.ts';
import { searchCredentials } from '../../session/authenticate.ts';
import { resolveScenario } from '../../session/session.ts';
import { pad, textWidth, wrap } from '../../terminal/text/text-width.ts';
import { text } from '../../text/text.ts';
import type { Check } from './check.ts';
import { machineChecks } from './local-checks.ts';
import { serviceChecks } from './service-checks.ts';

/** Runs all checks. Returns 0 only if an update could be done. */
export const doctor: Command = async (line) => {
  exitOnInterrupt();
  const service = parseServiceOptions(line);
  const json = line.values.json === true;
  const checks: Check[] = [];
  const show = (...more: Check[]) => {
    checks.push(...more);
    if (!json) printResult(more.flatMap(linesOf));
  };
  const noColor = line.values['no-color'] === true;
  show(...machineChecks({ tokenStdin: service.tokenStdin, noColor }));
  const demo = service.demo ? await startDemo(service) : undefined;
  const searched = demo?.searched ?? (await searchCredentials(service));
  await serviceChecks(demo?.service ?? service, line.taskWord, searched, show);
  await demo?.close();
  const bad = checks.find(({ status }) => status === 'bad');
  const code = bad ? (bad.code ?? EXIT.failed) : EXIT.done;
  if (json) {
    const documents = checks.map(checkDocument);
    printDocument({ ready: !bad, checks: documents, error: null }, documents);
    return code;
  }
  const verdict = bad ? text().doctor.bad(marks().error) : text().doctor.good;
  printResult(['', ...wrap(verdict, columns())]);
  return code;
};

const checkDocument = ({ name, status, found, next = [] }: Check): JsonObject => ({
  name,
  status,
  found,
  next: next.flatMap((words) => words.split('\n')),
});

/** The width to wrap lines at: of the terminal, or unlimited in a file. */
const columns = () => resultWidth();

/** Minimum width of the text beside the labels, in columns; in less it goes below them. */
const LEAST_ROOM = 30;

function linesOf({ name, status, found, next = [] }: Check): string[] {
  const { done, warning, error, todo } = marks();
  const mark = { good: done, poor: warning, bad: error, open: todo }[status];
  const { labels } = text().doctor;
  const width = Math.max(...Object.values(labels).map(textWidth));
  const head = `${mark} ${pad(labels[name], width)}  `;
  const room = columns();
  const beside = room - textWidth(head) >= LEAST_ROOM ? textWidth(head) : 4;
  const [first = '', ...rest] = wrap(printable(found), room - textWidth(head));
  const below = wrap(rest.join(' '), room - beside).filter(Boolean);
  return [
    head + first,
    ...below.map((words) => ' '.repeat(beside) + words),
    ...next.flatMap((words) => words.split('\n')).flatMap((words) => wrap(printable(`    ${words}`), room)),
  ];
}

/** Starts the built-in simulator, and uses its token instead of the user's credentials. */
async function startDemo(service: ServiceOptions) {
  const { startSimulator } = await import('../../simulator/server.ts');
  const { url, token, close } = await startSimulator(await resolveScenario(service));
  const credentials = { kind: 'token', token } as const;
  const found: FoundCredentials = { outcome: 'found', source: 'demo', where: '--demo', credentials };
  return {
    service: { ...service, endpoint: url },
    searched: { found, lookups: [found] },
    close,
  };
}
