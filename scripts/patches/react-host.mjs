/**
 * Changes: what Ink can't do as a host of React is a constant in react-reconciler, and what Ink doesn't call isn't exported,
 * so that the code for it goes from the bundle: taking over server-rendered pages, hosts that copy trees, stylesheets and
 * scripts, test selectors, developer tools.
 *
 * Why: react-reconciler is one function, and no bundler can tell what of it is used.
 *
 * Gain: the package is 10 kB smaller (`npm run bench -- patches`), and a start costs 5 ms of processor time less (without it
 * and with it in turn, Node 20.20, median of 11).
 *
 * Upstream: not offered yet. Ink could ship its reconciler bundled.
 */
const HOST = {
  supportsMutation: true,
  supportsMicrotasks: true,
  supportsPersistence: false,
  supportsHydration: false,
  // Ink has no such entries.
  supportsResources: undefined,
  supportsSingletons: undefined,
  supportsTestSelectors: undefined,
};

/** Replaces a name, but for those of properties and variables that it is read from and into. */
const constant = ([name, value]) => [new RegExp(`(?<![.\\w])${name}\\b(?! =)`, 'g'), String(value === true)];

/** Fails where Ink says something else. */
const valueInInk = ([name, value]) =>
  value === undefined
    ? [new RegExp(`^(?![\\s\\S]*\\b${name}\\b)`), '']
    : [`${name}: ${value}`, `${name}: ${value}`];

/**
 * Kinds of nodes that nothing of Ink and the wizard makes: portals, profilers, Suspense, what a server rendered, lists of
 * Suspense, hidden trees of old, resources, singletons, view transitions, activities.
 */
const UNUSED_TAGS = [4, 12, 13, 18, 19, 23, 26, 27, 30, 31].join('|');

/** Matches a switch over the kinds of nodes; its lines, and what they are indented by. */
const SWITCH = /^( *)(?:\w+: )?switch \((?:\w+\.)+tag\) \{\n[\s\S]*?^\1\}/gm;

/** Takes the labels of kinds from a switch, all but the first: without a label, the code of a case is never reached. */
const withoutKinds = (lines, indent) =>
  lines.replace(new RegExp(`(?<!\\{\\n)^${indent}  case (?:${UNUSED_TAGS}):\\n`, 'gm'), '');

const KINDS = [
  [SWITCH, withoutKinds],
  [new RegExp(`\\b(?:${UNUSED_TAGS}) === (?:\\w+\\.)+tag\\b`, 'g'), 'false'],
  [new RegExp(`\\b(?:${UNUSED_TAGS}) !== (?:\\w+\\.)+tag\\b`, 'g'), 'true'],
];

/** Matches the exports that Ink doesn't call, each a function. */
const UNUSED_EXPORTS =
  /^ {2}exports\.(?!(?:createContainer|updateContainer|updateContainerSync|flushSyncWork) =)\w+ =(?: \w+;\n|[\s\S]*?^ {2}\};\n)/gm;

export default [
  {
    name: 'react-host',
    file: 'react-reconciler/cjs/react-reconciler.production.js',
    edits: [...Object.entries(HOST).map(constant), [UNUSED_EXPORTS, ''], ...KINDS],
  },
  { name: 'react-host', file: 'ink/build/reconciler.js', edits: Object.entries(HOST).map(valueInInk) },
];
