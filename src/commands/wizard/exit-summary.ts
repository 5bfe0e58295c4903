/**
 * The lines that stay in the scrollback. Each is made from a verdict or from an edit that is still in the draft, so that
 * none can say more than is known.
 */
import { jsonEquals } from '../../json/json.ts';
import type { Draft, Edit } from '../../task/edits/draft.ts';
import { copyableCommand, equivalentCommand } from '../../task/edits/equivalent-command.ts';
import { rebase } from '../../task/edits/rebase.ts';
import { newElementPrefixes } from '../../task/paths/path.ts';
import { isWindowsPath } from '../../task/rate-windows.ts';
import { symbolsFor } from '../../terminal/symbols.ts';
import { failureLines } from '../../text/failure-text.ts';
import { shellQuote } from '../../text/shell-quote.ts';
import { text } from '../../text/text.ts';
import { isUnsent } from '../../wizard/actions/submission.ts';
import type { SentUpdate } from '../../wizard/phase.ts';
import { countOutcomes, isPartOfNewElement } from '../../wizard/rows/change-count.ts';
import type { State } from '../../wizard/state.ts';
import { verdictText } from '../../wizard/text/change-place.ts';
import { unrecordedNotes } from '../../wizard/text/messages.ts';
import { uncovered } from '../../wizard/text/move-text.ts';

/** Maximum number of verdicts that are listed one by one. */
const MAX_VERDICT_LINES = 20;

/** Returns the lines for the scrollback: each update with its verdicts, then the edits that are not on the task. */
export function exitSummary(covered: State, access: readonly string[]): string[] {
  const state = uncovered(covered);
  const { phase, picker, taskId } = state;
  if (phase.kind === 'picking')
    return picker?.failed && picker.tasks.length === 0
      ? failureLines(picker.failed.failure)
      : [text().tasks.left];
  if (phase.kind === 'taskFailed') return failureLines(phase.failure, text().net.nothingSent);
  const updates = state.sent.flatMap((update) => updateLines(state, update, access));
  // An update in progress may still be applied, so nothing is said of its edits.
  if (phase.kind === 'submitting' && !isUnsent(phase))
    return [...updates, ...inFlightLines(state, phase, access)];
  const pending = pendingLines(state, access);
  const lines = [...updates, ...(state.move?.lines ?? []), ...pending];
  return lines.length ? lines : [text().screen.left.nothing(taskId)];
}

/** Returns the lines about an update, a pause or a start in progress. */
function inFlightLines(
  { taskId, draft }: State,
  { stage, move }: Extract<State['phase'], { readonly kind: 'submitting' }>,
  access: readonly string[],
): string[] {
  const update = move?.back || stage === 'pausing' ? [] : [text().screen.left.inFlight(taskId)];
  if (!move) return update;
  const command = ['sms-wizard', 'start', taskId, ...access].map(shellQuote).join(' ');
  const asCommand = copyableCommand(equivalentCommand(taskId, draft, access));
  const unsent = stage === 'pausing' ? [text().screen.left.asCommand, `  ${asCommand}`] : [];
  return [...update, text().pausing.inFlight(command), ...unsent];
}

const requestIdLines = (id: string | undefined): string[] => (id ? [text().errors.requestId(id)] : []);

function updateLines(state: State, { draft, result }: SentUpdate, access: readonly string[]): string[] {
  const { taskId, demo, ascii } = state;
  const words = text().screen.left;
  const notes = unrecordedNotes(result);
  if (result.kind === 'unknown')
    return [words.unknown(taskId), ...requestIdLines(result.failure.requestId), ...notes];
  if (result.kind === 'refused')
    return [words.refused(taskId), ...requestIdLines(result.failure.requestId), ...notes];
  const { applied, notApplied, unverified } = countOutcomes(result.verdicts);
  const symbols = symbolsFor(ascii);
  const marks = { applied: symbols.done, not_applied: symbols.error, unverified: symbols.unknown };
  const outcomes = new Map(result.verdicts.map(({ change, outcome }) => [change.path, outcome]));
  // A field of a new element is worth a line only if it fared otherwise than the element.
  const listed = result.verdicts.filter(
    ({ change: { path }, outcome }) =>
      !isPartOfNewElement(path) || outcome !== outcomes.get(newElementPrefixes(path)[0] ?? path),
  );

  const more = listed.length - MAX_VERDICT_LINES;
  // Without a history, or if nothing changed, there is nothing to undo.
  const canUndo = !demo && !result.unrecorded && !result.unsent && applied + unverified > 0;
  const command = ['sms-wizard', 'undo', taskId, ...access].map(shellQuote).join(' ');
  return [
    words.verdicts(applied, notApplied, unverified, taskId),
    ...listed
      .slice(0, MAX_VERDICT_LINES)
      .map((verdict) => `${marks[verdict.outcome]} ${verdictText(draft, verdict)}`),
    ...(more > 0 ? [text().screen.resume.more(more)] : []),
    ...requestIdLines(result.requestId),
    ...notes,
    ...(canUndo ? [words.undo, `  ${copyableCommand(command)}`] : []),
  ];
}

/** Returns the draft with the edits that the task doesn't have, as far as is known. */
function pendingDraft({ draft, phase }: State): Draft {
  return phase.kind === 'result' && phase.result.kind === 'verified'
    ? rebase(draft, phase.result.task).draft
    : draft;
}

type Pending = 'unsent' | 'unapplied' | 'uncertain';

/** Returns how far an edit got: the latest update that sent the same edit decides. */
function pendingKind(edit: Edit, sent: readonly SentUpdate[]): Pending {
  const update = sent.findLast(({ draft }) => draft.edits.some((other) => isSameEdit(other, edit)));
  if (!update) return 'unsent';
  const { result } = update;
  if (result.kind !== 'verified') return result.kind === 'unknown' ? 'uncertain' : 'unapplied';
  const isUncertain = result.half?.why === 'unknown' && isWindowsPath(edit.path);
  return isUncertain ? 'uncertain' : 'unapplied';
}

function isSameEdit(one: Edit, other: Edit): boolean {
  if (one.path !== other.path) return false;
  if ('value' in one) return 'value' in other && jsonEquals(one.value, other.value);
  return 'add' in one ? 'add' in other : 'remove' in other;
}

function pendingLines(state: State, access: readonly string[]): string[] {
  const { sent, saveError, taskId, conflict } = state;
  const words = text().screen.left;
  const draft = pendingDraft(state);
  const edits = draft.edits.filter(({ path }) => !isPartOfNewElement(path));
  const kinds = edits.map((edit) => pendingKind(edit, sent));
  const count = (kind: Pending) => kinds.filter((one) => one === kind).length;
  const lost = conflict?.lost?.length ?? 0;
  const unsent = count('unsent') + lost;
  const total = edits.length + lost;
  if (total === 0) return [];
  const unapplied = count('unapplied');
  const uncertain = count('uncertain');
  return [
    text().screen.sentences(
      [
        unsent ? words.unsent(unsent, sent.length === 0) : '',
        unapplied ? words.unapplied(unapplied) : '',
        uncertain ? words.uncertain(uncertain) : '',
        saveError === undefined ? words.kept(total) : words.notKept(saveError),
        words.asCommand,
      ].filter(Boolean),
    ),
    `  ${copyableCommand(equivalentCommand(taskId, draft, access))}`,
  ];
}
