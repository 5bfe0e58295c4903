/** Shows the progress of a run as a bar on a terminal. Elsewhere nothing: each task prints a line of JSON. */
import type { WriteStream } from 'node:tty';
import { marks, printable } from '../../../cli/ascii.ts';
import { printStatus } from '../../../cli/output.ts';
import { prefersPlainMode } from '../../../terminal/capabilities.ts';
import { newStatusLine } from '../../../terminal/status-line.ts';
import { text } from '../../../text/text.ts';
import { OUTCOMES, type TargetResult } from './outcome.ts';

export interface Progress {
  /** Starts a phase of `of` tasks. */
  begin(what: 'reading' | 'sending', of: number): void;
  /** Counts one more task. */
  step(ended?: TargetResult): void;
  /** Shows that all requests wait, for `ms`. */
  held(ms: number): void;
  /** Prints something without disturbing the bar. */
  printAbove(print: () => void): void;
  /** Removes the bar. */
  end(): void;
}

const WIDTH = 20;
/** Number of progress lines on a terminal that can't overwrite a line. */
const STEPS = 10;

export function newProgress(output: WriteStream): Progress {
  const controls = output.isTTY ? (prefersPlainMode(process.env) ? 'lines' : 'bar') : 'silent';
  const bar = newStatusLine(output, marks().cut);
  const counts = new Map<string, number>();
  let [what, done, of]: ['reading' | 'sending', number, number] = ['sending', 0, 0];
  let heldUntil = 0;
  let ticking: NodeJS.Timeout | undefined;
  let running = false;

  function lineNow(): string {
    const words = text().fleet;
    const parts = OUTCOMES.filter((outcome) => counts.get(outcome)).map((outcome) =>
      words.bar.part(words.outcomes[outcome], counts.get(outcome) as number),
    );
    const held = Math.ceil((heldUntil - performance.now()) / 1000);
    const waiting = held > 0 ? [words.bar.held(held)] : [];
    const { full, empty } = marks();
    const filled = of === 0 ? 0 : Math.floor((done / of) * WIDTH);
    const drawn = full.repeat(filled) + empty.repeat(WIDTH - filled);
    return printable([`${drawn} ${words.bar[what](done, of)}`, ...parts, ...waiting].join('  '));
  }

  /** Counts down the seconds while requests are throttled. */
  function tick(): void {
    ticking = undefined;
    if (!running) return;
    bar.show(lineNow());
    if (heldUntil > performance.now()) ticking = setTimeout(tick, 1000).unref();
  }

  function show(): void {
    if (controls === 'bar' && running) bar.show(lineNow());
    const due = Math.floor((done * STEPS) / of) > Math.floor(((done - 1) * STEPS) / of);
    if (controls === 'lines' && running && done > 0 && due) printStatus([text().fleet.plain(done, of)]);
  }

  return {
    begin(next, total) {
      [what, done, of, running] = [next, 0, total, true];
      counts.clear();
      show();
    },
    step(ended) {
      done++;
      if (ended) counts.set(ended.outcome, (counts.get(ended.outcome) ?? 0) + 1);
      show();
    },
    held(ms) {
      heldUntil = Math.max(heldUntil, performance.now() + ms);
      if (controls === 'bar' && !ticking) tick();
    },
    printAbove(print) {
      bar.clear();
      print();
      if (controls === 'bar' && running) bar.show(lineNow());
    },
    end() {
      running = false;
      clearTimeout(ticking);
      bar.clear();
    },
  };
}
