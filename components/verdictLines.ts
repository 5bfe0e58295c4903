/** What the last rows say when a submit has ended. */
import { wrapTo } from '../src/terminal/columns.ts';
import { text } from '../src/text/text.ts';
import type { State } from '../src/wizard/state.ts';
import type { Span } from './Line.tsx';

export function verdictLines({ phase, draft, size }: State): Span[][] {
  if (phase.kind !== 'ended') return [];
  const say = text().screen.result;
  const { ending } = phase;
  if (ending.kind !== 'verified') {
    const { message, hint, requestId } = ending.failure;
    return [
      [{ text: ` ${say[ending.kind]}`, color: 'red', bold: true }],
      [{ text: ` ${message}` }],
      [
        {
          text: ` ${[hint, requestId && text().net.requestId(requestId)].filter(Boolean).join(' ')}`,
          dim: true,
        },
      ],
    ];
  }
  const count = (outcome: string) => ending.verdicts.filter((verdict) => verdict.outcome === outcome).length;
  const [took, not, untold] = [count('took'), count('did_not_take'), count('not_returned')];
  const told = ending.repeated ? say.repeated : ending.lostAnswer ? say.lostAnswer : '';
  const lost: Span[] = told ? [{ text: ` ${told}`, dim: true }] : [];
  if (not > 0) {
    const likely = say.likely(String(ending.taken.state ?? draft.base.state ?? ''));
    const [first = '', ...rest] = wrapTo(likely, size.columns - 2);
    return [
      [{ text: ` ${took ? say.some(took, not) : say.none}`, color: 'red', bold: true }],
      [{ text: ` ${first}`, dim: true }],
      told ? lost : [{ text: ` ${rest.join(' ')}`, dim: true }],
    ];
  }
  const line = untold ? say.told(took, untold) : say.all(took);
  return [[{ text: ` ${line}`, color: untold ? 'yellow' : 'green', bold: true }], lost];
}
