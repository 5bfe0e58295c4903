/**
 * Changes: Ink's own reading of keys is left out, and the page that it shows on an error in a component.
 *
 * Why: the wizard reads keys by itself (src/terminal/keys), and an error ends it with a report of its own
 * (src/cli/report-error.ts), on the user's screen.
 *
 * Gain: the package is 5 kB smaller (`npm run bench -- patches`).
 *
 * Upstream: not offered. Ink can't know that none of its hooks for keys is used.
 */
const MODULES = {
  'parse-keypress.js': 'export const nonAlphanumericKeys = []; export default () => ({});',
  'input-parser.js': `export const createInputParser = () => ({ reset() {} });
    export const isCompleteControlSequence = () => true;`,
  'components/ErrorOverview.js': 'export default () => null;',
};

export default Object.entries(MODULES).map(([file, module]) => ({
  name: 'ink-keys',
  file: `ink/build/${file}`,
  edits: [[/^[\s\S]*$/, module]],
}));
