/**
 * Terminal families by TERM, with the features of each beyond text, CR, LF, BS and the sequences A B C D H J K of ECMA-48. Sources:
 * terminfo (ncurses 6.4) and the manuals of the terminals. A terminal that is in no family can't be drawn on.
 */

export interface Family {
  /** SGR: bold, dim and the 16 colors. */
  readonly styles: boolean;
  /** CHA and VPA: `ESC [ n G` and `ESC [ n d`. */
  readonly absolute: boolean;
  /** IL and DL: `ESC [ n L` and `ESC [ n M`. */
  readonly lines: boolean;
  /** Hiding the cursor: mode 25. */
  readonly cursor: boolean;
  /** A second screen: mode 1049. */
  readonly alternate: boolean;
  /** Bracketed paste: mode 2004. */
  readonly paste: boolean;
  /** Synchronized output: mode 2026. */
  readonly synchronized: boolean;
  /** Fonts with all the marks of the screen, and Chinese. */
  readonly glyphs: boolean;
}

/** xterm, and all that follow it so closely that they ignore what they don't know. */
export const MODERN: Family = {
  styles: true,
  absolute: true,
  lines: true,
  cursor: true,
  alternate: true,
  paste: true,
  synchronized: true,
  glyphs: true,
};
const RXVT: Family = { ...MODERN, synchronized: false };
const DVTM: Family = { ...RXVT, paste: false };
const CONSOLE: Family = { ...DVTM, alternate: false };
const LINUX: Family = { ...CONSOLE, glyphs: false };
/** Emacs's `ansi-term`, and others without positions by column. */
const ANSI: Family = { ...CONSOLE, absolute: false, cursor: false };
/** DEC's terminals from VT220 on, and programs that are taken for one on a serial line. */
const VT220: Family = { ...CONSOLE, styles: false, absolute: false };
const VT102: Family = { ...VT220, cursor: false };
const VT100: Family = { ...VT102, lines: false };

const FAMILIES: readonly (readonly [name: RegExp, family: Family])[] = [
  [
    /^(xterm|alacritty|foot|kitty|wezterm|contour|mintty|vte|gnome|konsole|iterm2?|ghostty|rio|st|stterm|mlterm|nsterm|Apple_Terminal|ms-terminal|tmux|warp|hterm|domterm)\b/,
    MODERN,
  ],
  [/^(rxvt|screen|putty|Eterm|aterm|mrxvt)\b/, RXVT],
  [/^dvtm\b/, DVTM],
  [/^(linux|fbterm|jfbterm|yaft|bterm|kmscon|cons25|hurd|mach-gnu-color)\b/, LINUX],
  [/^(teraterm|cygwin)\b/, CONSOLE],
  [/^(eterm|ansi|pcansi|kterm|dtterm|aixterm)\b/, ANSI],
  [/^vt(2[0-9]{2}|3[0-9]{2}|4[0-9]{2}|5[0-9]{2})\b/, VT220],
  [/^(vt102|vt131)\b/, VT102],
  [/^(vt100|vt125)\b/, VT100],
];

/** `xterm-mono`, `ansi-m`, `vt220-nc`: terminals of a family without colors. */
const WITHOUT_COLORS = /-(mono|m|nc|noc)$/;

/** Returns the family of a terminal; undefined if TERM is missing, unknown, or can't move the cursor. */
export function familyOf(term: string | undefined, platform: string = process.platform): Family | undefined {
  // Windows sets no TERM; its console knows what xterm knows.
  if (!term) return platform === 'win32' ? MODERN : undefined;
  const family = FAMILIES.find(([name]) => name.test(term))?.[1];
  return family && WITHOUT_COLORS.test(term) ? { ...family, styles: false } : family;
}
