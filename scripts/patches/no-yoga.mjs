// In place of Yoga: Ink's nodes have no layout of their own. See ink-rows.mjs.
export default { Node: { create() {} } };
