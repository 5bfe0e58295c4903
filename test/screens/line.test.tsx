/** Rows in themselves, where whole frames are enough to see. */
import { render } from 'ink-testing-library';
import { describe, expect, test } from 'vitest';
import { Row } from '../../components/Rows.tsx';
import { fitSpans, renderSpans } from '../../components/spans.ts';

describe('a row', () => {
  test('is cut to the window with a mark, whatever spans it is made of', () => {
    const { lastFrame } = render(
      <Row text={renderSpans([{ text: 'abcdef' }, { text: 'ghi', bold: true }], 8)} />,
    );
    expect(lastFrame()?.replace(/\x1b\[\d+m/g, '')).toBe('abcdefg…');
  });

  test('counts wide characters twice and never splits one', () => {
    expect(fitSpans([{ text: '任务任务' }], 6).map(({ text }) => text)).toEqual(['任务…']);
    expect(fitSpans([{ text: '任务' }], 4).map(({ text }) => text)).toEqual(['任务']);
  });

  test('writes no control character of the text it shows', () => {
    const { lastFrame } = render(<Row text={renderSpans([{ text: 'a\x1b[31mb\x07' }], 20)} />);
    expect(lastFrame()).toBe('a�[31mb�');
  });
});
