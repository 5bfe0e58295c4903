/**
 * Changes: removes the block of Ink's reconciler that connects to the developer tools of React when DEV=true.
 *
 * Why: the tools would be half of the bundle, and the `await` for them keeps Ink out of a CommonJS file.
 *
 * Gain: the bundle can't be made without it.
 *
 * Upstream: not offered yet. Ink could move the block to a file of its own that is imported on demand.
 */
export default {
  name: 'ink-devtools',
  file: 'ink/build/reconciler.js',
  edits: [[/^if \(process\.env\['DEV'\] === 'true'\) \{\n[\s\S]*?\n\}\n/gm, '']],
};
