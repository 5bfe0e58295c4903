/** Styles of spans: readable on white and on black, in the palettes of common terminals. */
import { describe, expect, test } from 'vitest';
import { STYLES } from '../../../components/spans.ts';

/** Colors 0–15 as hex. Sources: xterm's defaults, the VGA palette of the Linux console, Tango of VTE, Windows' Campbell. */
const PALETTES: Readonly<Record<string, string>> = {
  xterm:
    '000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff',
  linux:
    '000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff',
  tango:
    '2e3436 cc0000 4e9a06 c4a000 3465a4 75507b 06989a d3d7cf 555753 ef2929 8ae234 fce94f 729fcf ad7fa8 34e2e2 eeeeec',
  campbell:
    '0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc 767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2',
};

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The contrast of WCAG 2, from 1 to 21. */
function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const colorOf = (on: string): number | undefined => {
  const code = on
    .split(';')
    .map(Number)
    .find((part) => part >= 30);
  return code === undefined ? undefined : code - 30;
};

describe('styles of spans', () => {
  const colored = Object.entries(STYLES).flatMap(([name, [on]]) => {
    const color = colorOf(on);
    return color === undefined ? [] : [{ name, color, bold: on.startsWith('1;') }];
  });
  const cases = Object.entries(PALETTES).flatMap(([palette, hex]) =>
    colored.map((one) => ({ ...one, palette, hex: hex.split(' ') })),
  );

  test.each(cases)('$name can be read on white and on black: $palette', ({ color, bold, hex }) => {
    // Bold is bright on the consoles whose colors are dark.
    const shades = [hex[color], ...(bold ? [hex[color + 8]] : [])] as string[];
    for (const ground of ['000000', 'ffffff'])
      expect(Math.max(...shades.map((shade) => contrast(shade, ground)))).toBeGreaterThan(2.4);
  });

  test('yellow, cyan and green are not used: they vanish on white', () => {
    const codes = Object.values(STYLES).flatMap(([on]) => on.split(';'));
    expect(codes.filter((code) => ['32', '33', '36', '92', '93', '96'].includes(code))).toEqual([]);
  });
});
