/** The text of --help, from the tables of commands, options and exit codes. */
import { text } from '../text/text.ts';
import { FLAG_NAMES, FLAGS } from './flags.ts';

const two = (left: string, right: string, width: number): string =>
  left.length < width ? `  ${left.padEnd(width)} ${right}` : `  ${left}\n  ${' '.repeat(width)} ${right}`;

export function helpText(): string {
  const { usage } = text().cli;
  const flags = FLAG_NAMES.map((name) => {
    const flag = FLAGS[name];
    const value = 'value' in flag ? ` ${flag.value}` : '';
    return two(`--${name}${value}`, usage.flags[name], 20);
  });
  const commands = Object.values(usage.commands).map(([form, meaning]) => two(form, meaning, 46));
  const exits = usage.exitCodes.map(([code, meaning]) => two(code, meaning, 11));
  return [
    usage.head,
    '',
    usage.usage,
    ...commands,
    '',
    usage.options,
    ...flags,
    '',
    usage.exits,
    ...exits,
    `  ${usage.exitsMany}`,
    '',
  ].join('\n');
}
