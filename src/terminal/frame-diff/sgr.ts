/**
 * Styles of cells, as SGR parameters in a fixed order (ECMA-48 8.3.117): `1;36` is bold cyan, '' is plain. Equal
 * looks are equal strings.
 */
export type Style = string;

export const NO_STYLE: Style = '';

const OFF: Readonly<Record<string, readonly string[]>> = {
  22: ['1', '2'],
  23: ['3'],
  24: ['4'],
  25: ['5'],
  27: ['7'],
  28: ['8'],
  29: ['9'],
  39: ['fg'],
  49: ['bg'],
};

/** Returns the part of a style that a parameter sets, such as `fg`; a color replaces the one before it. */
function kindOf(part: string): string | undefined {
  if (/^[1-9]$/.test(part)) return part;
  if (/^(3[0-8]|9[0-7])\b/.test(part)) return 'fg';
  return /^(4[0-8]|10[0-7])\b/.test(part) ? 'bg' : undefined;
}

/** Splits parameters: `1;38;5;12` → `1`, `38;5;12`. A parameter left out is 0. */
const partsOf = (parameters: string): string[] =>
  parameters.replace(/(^|;)(?=;|$)/g, '$10').match(/[34]8;5;\d+|[34]8;2;\d+;\d+;\d+|\d+/g) ?? [];

const kindsOf = (style: Style): Map<string, string> =>
  new Map(style === NO_STYLE ? [] : partsOf(style).map((part) => [kindOf(part) as string, part]));

const applied = new Map<string, Style>();

/** Returns a style after `ESC [ parameters m`. */
export function applySgr(style: Style, parameters: string): Style {
  const key = `${style}m${parameters}`;
  const known = applied.get(key);
  if (known !== undefined) return known;
  const kinds = kindsOf(style);
  for (const part of partsOf(parameters)) {
    const kind = kindOf(part);
    if (Number(part) === 0) kinds.clear();
    else if (kind) kinds.set(kind, part);
    else for (const off of OFF[part] ?? []) kinds.delete(off);
  }
  const next = [...kinds.keys()]
    .sort()
    .map((kind) => kinds.get(kind))
    .join(';');
  applied.set(key, next);
  return next;
}

const transitions = new Map<Style, Map<Style, string>>();

/** Returns the shortest sequence from one style to another. */
export function sgrTransition(from: Style, to: Style): string {
  if (from === to) return '';
  if (to === NO_STYLE) return '\x1b[m';
  const known = transitions.get(from) ?? new Map<Style, string>();
  const sequence = known.get(to) ?? newTransition(from, to);
  transitions.set(from, known.set(to, sequence));
  return sequence;
}

function newTransition(from: Style, to: Style): string {
  const wanted = kindsOf(to);
  const has = kindsOf(from);
  const keeps = [...has.keys()].every((kind) => wanted.has(kind));
  // With its 0: some terminals take no number that is left out in front of another one.
  if (!keeps) return `\x1b[0;${to}m`;
  const added = [...wanted].filter(([kind, part]) => has.get(kind) !== part).map(([, part]) => part);
  return `\x1b[${added.join(';')}m`;
}

const SHOW_ON_BLANK = ['4', '7', '9', 'bg'];

const onBlanks = new Map<Style, Style>([[NO_STYLE, NO_STYLE]]);

/** Returns the visible part of a space's style: foreground color, bold and dim don't show on a space. */
export function visibleOnBlank(style: Style): Style {
  const known = onBlanks.get(style);
  if (known !== undefined) return known;
  const kinds = kindsOf(style);
  const visible = SHOW_ON_BLANK.some((kind) => kinds.has(kind)) ? style : NO_STYLE;
  onBlanks.set(style, visible);
  return visible;
}
