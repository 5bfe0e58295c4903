/** The events of the characters of one read: keys, text or a paste. */
import { describe, expect, test } from 'vitest';
import { eventsOfRun, type InputTarget } from '../../../components/input-events.ts';

const short = (run: string, target: InputTarget) =>
  eventsOfRun(run, target).map((event) =>
    event.type === 'paste' ? `paste ${JSON.stringify(event.text)}` : event.name || `text ${event.text}`,
  );

describe('characters of one read', () => {
  test.each<[string, InputTarget, string[]]>([
    ['a', 'keys', ['a']],
    ['\r', 'keys', ['enter']],
    ['\x13', 'keys', ['ctrl+s']],
    ['\r\r', 'keys', ['enter', 'enter']],
    ['\rx', 'keys', ['enter', 'x']],
    ['dd', 'keys', ['paste "dd"']],
    ['dd\t', 'keys', ['paste "dd"', 'tab']],
    ['web\n', 'keys', ['paste "web\\n"']],
    ['s\ry\r', 'keys', ['paste "s\\ry\\r"']],
    ['\rweb\r', 'keys', ['paste "\\rweb\\r"']],
    ['\rweb\r', 'step', ['enter', 'paste "\\rweb\\r"']],
    ['web\r', 'step', ['paste "web\\r"']],
    ['\r\rweb', 'step', ['paste "\\r\\rweb"']],
    ['dd', 'step', ['paste "dd"']],
    ['\r\x15web', 'keys', ['enter', 'ctrl+u', 'paste "web"']],
    ['y', 'question', ['y']],
    ['y\n', 'question', ['paste "y\\n"']],
    ['y\r', 'question', ['paste "y\\r"']],
    ['\ry', 'question', ['paste "\\ry"']],
    ['y\t', 'question', ['paste "y"', 'tab']],
    ['y\x03', 'question', ['paste "y"', 'ctrl+c']],
    ['web', 'text', ['text web']],
    ['web\r', 'text', ['text web', 'enter']],
    ['web\x7f\x7f', 'text', ['text web', 'backspace', 'backspace']],
    ['web\r\n01', 'text', ['paste "web\\r\\n01"']],
    ['web\r\n', 'text', ['paste "web\\r\\n"']],
    ['\rearly\r', 'later', ['enter', 'text early', 'enter']],
    ['\rone\r\rtwo\r', 'later', ['paste "\\rone\\r\\rtwo\\r"']],
  ])('%j for %s', (run, target, events) => {
    expect(short(run, target)).toEqual(events);
  });
});
