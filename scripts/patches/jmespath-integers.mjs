// Integers beyond 2^53 come as bigint, and numbers such as 0.0 as objects that keep their text. JMESPath would take neither
// for a number: --query couldn't sort by them, and 0.0 would not equal 0. Not offered: the package sees no changes any more.
export default {
  name: 'jmespath-integers',
  file: 'jmespath/jmespath.js',
  edits: [
    ['case "[object Number]":', 'case "[object Number]":\n            case "[object BigInt]":'],
    [
      'if (first === second) {\n      return true;\n    }\n\n    // Check if they are the same type.',
      `const isNumber = (value) => /Number|BigInt/.test(Object.prototype.toString.call(value));
    if (first === second || (isNumber(first) && isNumber(second) && first.valueOf() == second.valueOf())) {
      return true;
    }`,
    ],
  ],
};
