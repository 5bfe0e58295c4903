/** A page over the step: help for the field and all keys, or the exact request. It scrolls. */
import type { ReactNode } from 'react';
import { writeJson } from '../src/json/json.ts';
import { locate } from '../src/task/path.ts';
import { updateRequest } from '../src/task/request.ts';
import { bodySize } from '../src/task/schema.ts';
import { limitsOf } from '../src/task/values.ts';
import { padTo, wrapTo } from '../src/terminal/columns.ts';
import { sanitise } from '../src/terminal/sanitise.ts';
import { text } from '../src/text/text.ts';
import { helpOf, labelOf } from '../src/wizard/describe.ts';
import { barFor } from '../src/wizard/keymap.ts';
import { focusedRow } from '../src/wizard/lists.ts';
import { pathOf } from '../src/wizard/rows.ts';
import type { State } from '../src/wizard/state.ts';
import type { Span } from './Line.tsx';
import { Lines } from './Lines.tsx';

function helpLines(state: State): Span[][] {
  const say = text().screen;
  const columns = state.size.columns - 2;
  const path = pathOf(focusedRow(state));
  const about: Span[][] = [];
  if (path !== undefined) {
    const { field, path: canonical } = locate(state.draft.base, path);
    about.push([{ text: ` ${labelOf(field)}`, bold: true }]);
    for (const line of wrapTo(helpOf(field), columns)) about.push([{ text: ` ${line}` }]);
    about.push(
      [{ text: ` ${say.allowed(limitsOf(field))}` }],
      [{ text: ` ${say.help.path(canonical)}`, dim: true }],
      [],
    );
  }
  const keys = barFor(state.step === 'review' ? 'review' : 'list').map(({ shown = '', action }): Span[] => [
    { text: `   ${padTo(shown, 5)}`, bold: true },
    { text: say.bar[action] ?? '' },
  ]);
  return [
    ...about,
    [{ text: ` ${say.help.keys}`, bold: true }],
    ...keys,
    [{ text: `   ${say.help.moving}` }],
  ];
}

function requestLines(state: State): Span[][] {
  const say = text().screen.request;
  const { body } = updateRequest(state.draft);
  const lines = writeJson(body, 2)
    .split('\n')
    .map((line): Span[] => [{ text: ` ${sanitise(line)}` }]);
  const head: Span[] = [{ text: ` ${say.line(state.taskId, bodySize(body))}`, dim: true }];
  return Object.keys(body).length ? [head, [], ...lines] : [[{ text: ` ${say.none}` }]];
}

export function Page({ state, height }: { readonly state: State; readonly height: number }): ReactNode {
  const say = text().screen;
  const help = state.overlay === 'help';
  const lines = help ? helpLines(state) : requestLines(state);
  const room = height - 3;
  const top = Math.min(state.overlayTop, Math.max(0, lines.length - room));
  const title = help ? say.help.title : say.request.title;
  const more = lines.length > room ? say.position(Math.min(top + room, lines.length), lines.length) : '';
  const head: Span[] = [
    { text: ` ${padTo(title, state.size.columns - more.length - 3)}`, bold: true },
    { text: more, dim: true },
  ];
  const foot: Span[] = [
    { text: ' esc', bold: true },
    { text: ` ${say.bar.close}  ${say.help.pages}`, dim: true },
  ];
  const window = lines.slice(top, top + room);
  const blank = Array.from({ length: room - window.length }, (): Span[] => []);
  return <Lines state={state} rows={[head, ...window, ...blank, [], foot]} height={height} />;
}
