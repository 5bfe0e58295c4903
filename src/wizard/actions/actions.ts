/** Maps each action of the keymap to its change of the state. The record is exhaustive: an action without a meaning doesn't compile. */
import type { ActionName } from '../keymap.ts';
import type { State } from '../state.ts';
import { pageHeight } from '../text/overlay-pages.ts';
import { accept, cancel, choose, openFilter } from './choosing/choices.ts';
import { chooserOf, eraseSearch } from './choosing/chooser.ts';
import { keepOurs, takeTheirs } from './conflicts.ts';
import { moveBy, movePage, moveToFirst, moveToLast } from './cursor.ts';
import {
  confirmDiscard,
  discardDraft,
  keepDraft,
  nextDraft,
  resume,
  startFresh,
} from './draft/abandoned-drafts.ts';
import { acceptResizeOffer, beginAddition, clearFocused, removeFocused } from './elements.ts';
import { goToMend } from './mend.ts';
import { MOVE_ACTIONS } from './moving.ts';
import { closeOverlay, openOverlay, scrollOverlay } from './overlay.ts';
import { back, backStep, edit, openRow, showReview, stepBy } from './steps.ts';
import {
  confirmPause,
  confirmSubmit,
  declineSubmit,
  editAgain,
  exit,
  exitCodeOf,
  interrupt,
  submit,
  writePlan,
} from './submission.ts';
import { TASK_LIST_ACTIONS } from './task-list/task-list-actions.ts';
import * as line from './text-input.ts';
import { goToStep, type Transition } from './transitions.ts';
import { cutFromLine, editLine, insertCut } from './typing.ts';
import { redo, reset, undo } from './undo.ts';

export type Action = (state: State) => State | Transition;

export const ACTIONS: Readonly<Record<ActionName, Action>> = {
  ...TASK_LIST_ACTIONS,
  resume,
  nextDraft,
  discardDraft,
  startFresh,
  keepOurs,
  takeTheirs,
  edit,
  mend: goToMend,
  submit,
  confirmSubmit,
  confirmPause,
  declineSubmit,
  ...MOVE_ACTIONS,
  confirmDiscard,
  keepDraft,
  accept,
  cancel,
  choiceBack: (state) => choose(state, -1),
  choiceNext: (state) => choose(state, 1),
  open: openRow,
  reset,
  remove: removeFocused,
  clear: clearFocused,
  add: beginAddition,
  offer: acceptResizeOffer,
  undo,
  redo,
  filter: openFilter,
  plan: writePlan,
  request: (state) => openOverlay(state, 'request'),
  help: (state) => openOverlay(state, 'help'),
  exact: (state) => ({ ...state, exactBytes: !state.exactBytes }),
  previousStep: backStep,
  nextStep: (state) => stepBy(state, 1),
  step1: (state) => goToStep(state, 'name'),
  step2: (state) => goToStep(state, 'network'),
  step3: (state) => goToStep(state, 'disks'),
  step4: (state) => goToStep(state, 'volumes'),
  step5: (state) => goToStep(state, 'more'),
  step6: (state) => goToStep(state, 'review'),
  review: showReview,
  back,
  close: closeOverlay,
  finish: (state) => exit(state, exitCodeOf(state)),
  editAgain,
  retry: (state) => ({ state: { ...state, phase: { kind: 'loading' } }, effects: [{ kind: 'loadTask' }] }),
  interrupt,
  suspend: (state) => ({ state, effects: [{ kind: 'suspend' }] }),
  repaint: (state) => ({ state, effects: [{ kind: 'repaint' }] }),
  up: (state) => moveBy(state, -1),
  down: (state) => moveBy(state, 1),
  pageUp: (state) => movePage(state, -1),
  pageDown: (state) => movePage(state, 1),
  first: moveToFirst,
  last: moveToLast,
  scrollUp: (state) => scrollOverlay(state, -1),
  scrollDown: (state) => scrollOverlay(state, 1),
  scrollPageUp: (state) => scrollOverlay(state, -pageHeight(state)),
  scrollPageDown: (state) => scrollOverlay(state, pageHeight(state)),
  scrollFirst: (state) => scrollOverlay(state, -Infinity),
  scrollLast: (state) => scrollOverlay(state, Infinity),
  charLeft: (state) => editLine(state, line.moveLeft),
  charRight: (state) => editLine(state, line.moveRight),
  lineStart: (state) => editLine(state, line.moveToStart),
  lineEnd: (state) => editLine(state, line.moveToEnd),
  eraseLeft: (state) => (chooserOf(state) ? eraseSearch(state) : editLine(state, line.eraseLeft)),
  eraseRight: (state) => editLine(state, line.eraseRight),
  wordLeft: (state) => editLine(state, line.moveWordLeft),
  wordRight: (state) => editLine(state, line.moveWordRight),
  eraseToStart: (state) => cutFromLine(state, line.eraseToStart),
  eraseToEnd: (state) => cutFromLine(state, line.eraseToEnd),
  eraseWord: (state) => cutFromLine(state, line.eraseWord),
  eraseWordRight: (state) => cutFromLine(state, line.eraseWordRight),
  yank: insertCut,
};
