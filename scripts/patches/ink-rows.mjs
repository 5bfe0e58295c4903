/**
 * Changes: Ink draws rows from top to bottom (components/ink-rows.ts) in place of laying out boxes with Yoga and putting
 * texts together letter by letter. A <Text> is a row as it is, and a <Box> a column, of a height if it has one.
 *
 * Why: all that the wizard draws are columns of whole rows. Yoga, which is WebAssembly, and what Ink styles, measures,
 * wraps and cuts texts with is a tenth of the program.
 *
 * Gain: a start costs 59 ms of processor time less, a key 1.6 ms, and the package is 60 kB smaller (with ink-keys.mjs and
 * react-host.mjs; medians of 11 starts of both builds in turn, Node 20.20). The bundle can't be made without it, as Yoga
 * awaits itself at the top of a module.
 *
 * Upstream: not offered. It would be another Ink.
 */
/** In place of packages of which nothing is used. */
const NOTHING = 'scripts/patches/nothing.mjs';

/** The edits of each file. */
const EDITS = {
  'renderer.js': [[/^[\s\S]*$/, "export { renderRows as default } from 'project:components/ink-rows.ts';"]],
  'dom.js': [
    [/^import \w+ from '\.\/(?:measure-text|wrap-text|squash-text-nodes)\.js';\n/gm, ''],
    [/^const measureTextNode = [\s\S]*?\n\};\n/m, ''],
    [/^ {4}if \(nodeName === 'ink-text'\) \{\n.*measureTextNode.*\n {4}\}\n/m, ''],
  ],
  'reconciler.js': [
    ["import applyStyles from './styles.js';", ''],
    [/applyStyles\(.*\);/g, ''],
  ],
  // The wizard has a mode of its own for screen readers. After a resize it draws anew: its old rows may be too wide.
  'ink.js': [
    [/(\n {4}resized = [\s\S]*?\n) {8}this\.onRender\(\);\n/, '$1'],
    [/this\.isScreenReaderEnabled =\s[^;]*;/, ''],
    [/this\.isScreenReaderEnabled\b/g, 'false'],
  ],
  'components/Text.js': [
    [
      /^[\s\S]*$/,
      `import { createElement } from 'react';
      export default ({ children }) => createElement('ink-text', undefined, children);`,
    ],
  ],
};

export default Object.entries(EDITS).map(([file, edits]) => ({
  name: 'ink-rows',
  file: `ink/build/${file}`,
  edits,
  replaces: { 'yoga-layout': NOTHING, 'wrap-ansi': NOTHING },
}));
