/** Describes what an update changed without being asked to. */
import { text } from '../../text/text.ts';
import { formatValuesApart } from '../fields/values.ts';
import { resolveField } from '../paths/path.ts';
import type { SideEffect } from './verify.ts';

/** Describes one side effect in a sentence. */
export function sideEffectText({ kind, path, before, now }: SideEffect): string {
  const messages = text().cli.update;
  if (kind === 'appeared') return messages.appeared(path);
  return kind === 'vanished'
    ? messages.vanished(path)
    : messages.changed(path, ...formatValuesApart(resolveField(path).field, before, now));
}
