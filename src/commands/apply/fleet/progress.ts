/** How far a run is: a bar on a terminal; without one, the JSON lines of the tasks speak for themselves. */
import type { WriteStream } from 'node:tty';
import { newBar } from '../../terminal/bar.ts';
import { wantsLines } from '../../terminal/capabilities.ts';
import { text } from '../../text/text.ts';
import { asciiOnly } from '../ascii.ts';
import { say } from '../output.ts';
import { type Ended, OUTCOMES } from './ended.ts';

export interface Progress {
  /** Begins a stretch of so many tasks: their reading, or the whole work on them. */
  begin(what: 'reading' | 'sending', of: number): void;
  /** One more is done with. */
  step(ended?: Ended): void;
  /** All requests wait for so many ms. */
  held(ms: number): void;
  /** Lets something be printed without disturbing the bar. */
  aside(print: () => void): void;
  /** Takes the bar away. */
  end(): void;
}

const WIDTH = 20;
/** Where a line cannot be written anew, a new one comes each time so much more is done. */
const STEPS = 10;

export function newProgress(output: WriteStream): Progress {
  const ways = output.isTTY ? (wantsLines(process.env) ? 'lines' : 'bar') : 'silent';
  const bar = newBar(output);
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
    const [full, empty] = asciiOnly() ? ['#', '.'] : ['█', '░'];
    const filled = of === 0 ? 0 : Math.floor((done / of) * WIDTH);
    const drawn = full.repeat(filled) + empty.repeat(WIDTH - filled);
    return [`${drawn} ${words.bar[what](done, of)}`, ...parts, ...waiting].join('  ');
  }

  /** While requests are held back, the seconds go down. */
  function tick(): void {
    ticking = undefined;
    if (!running) return;
    bar.show(lineNow());
    if (heldUntil > performance.now()) ticking = setTimeout(tick, 1000).unref();
  }

  function show(): void {
    if (ways === 'bar' && running) bar.show(lineNow());
    const due = Math.floor((done * STEPS) / of) > Math.floor(((done - 1) * STEPS) / of);
    if (ways === 'lines' && running && done > 0 && due) say([text().fleet.plain(done, of)]);
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
      if (ways === 'bar' && !ticking) tick();
    },
    aside(print) {
      bar.clear();
      print();
      if (ways === 'bar' && running) bar.show(lineNow());
    },
    end() {
      running = false;
      clearTimeout(ticking);
      bar.clear();
    },
  };
}
