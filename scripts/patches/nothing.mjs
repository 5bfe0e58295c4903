// In place of packages of which Ink uses nothing here: Yoga, as its nodes have no layout, and wrap-ansi. See ink-rows.mjs.
export default { Node: { create() {} } };
