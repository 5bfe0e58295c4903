// Makes JavaScript small. esbuild, which bundled it, can do so too, but leaves 7 % more after compression: it removes no
// function that is unused within another one, and breaks lines in the middle of a statement.
import { minify as minifyWithTerser } from 'terser';

/** Statements have lines of their own, and long ones break between entries: a change stays on its line. */
const LINES = { semicolons: false, max_line_len: 500, comments: false };

const OPTIONS = {
  ecma: 2022,
  toplevel: true,
  compress: { passes: 2, sequences: false },
  format: LINES,
};

/** Returns a CommonJS script, minified. */
export async function minify(code) {
  const { code: minified } = await minifyWithTerser(code, OPTIONS);
  return `${minified}\n`;
}
