/**
 * Changes: removes what connects Ink to the developer tools of React when DEV=true.
 *
 * Why: the tools would be half of the bundle, and the `await` for them keeps Ink out of a CommonJS file.
 *
 * Gain: the bundle can't be made without it.
 *
 * Upstream: not offered yet. Ink could move the block to a file of its own that is imported on demand.
 */
export default ['reconciler.js', 'ink.js'].map((file) => ({
  name: 'ink-devtools',
  file: `ink/build/${file}`,
  edits: [[/^( *)if \(process\.env\['DEV'\] === 'true'\) \{\n[\s\S]*?\n\1\}\n/gm, '']],
}));
