/** The text of --help, from the tables of commands, options and exit codes. */
import { wrapTo } from '../terminal/columns.ts';
import { text } from '../text/text.ts';
import { FLAG_NAMES, FLAGS } from './flags.ts';

/** What every terminal has, at least. */
const COLUMNS = 80;

/** Two columns, the right one broken between words. */
function two(left: string, right: string, width: number): string {
  const [first = '', ...more] = wrapTo(right, COLUMNS - width - 3);
  const blank = ' '.repeat(width);
  const [head, ...rest] = left.length < width ? [`  ${left.padEnd(width)} ${first}`] : [`  ${left}`, first];
  return [head, ...[...rest, ...more].map((line) => `  ${blank} ${line}`)].join('\n');
}

export function helpText(): string {
  const { usage } = text().cli;
  const flags = FLAG_NAMES.map((name) => {
    const flag = FLAGS[name];
    const value = 'value' in flag ? ` ${flag.value}` : '';
    return two(`--${name}${value}`, usage.flags[name], 20);
  });
  const commands = Object.values(usage.commands).map(([form, meaning]) => two(form, meaning, 40));
  const exits = usage.exitCodes.map(([code, meaning]) => two(code, meaning, 11));
  return [
    ...wrapTo(usage.head, COLUMNS),
    '',
    usage.usage,
    ...commands,
    '',
    usage.options,
    ...flags,
    '',
    usage.exits,
    ...exits,
    ...wrapTo(usage.exitsMany, COLUMNS - 2).map((line) => `  ${line}`),
    '',
  ].join('\n');
}
