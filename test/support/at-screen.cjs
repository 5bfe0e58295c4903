// Loaded into the program before it starts: says when the part with Ink in it is about to be loaded, by making the file
// SMS_TEST_AT_SCREEN, and does then what SMS_TEST_THEN says. `wait` is until that file is removed.
const { existsSync, writeFileSync } = require('node:fs');
const vm = require('node:vm');

const { SMS_TEST_AT_SCREEN: file, SMS_TEST_THEN: then } = process.env;

const THEN = {
  wait() {
    const until = Date.now() + 60_000;
    while (existsSync(file) && Date.now() < until)
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
  },
  fail() {
    throw new Error('the screen could not be loaded');
  },
  terminate() {
    process.kill(process.pid, 'SIGTERM');
  },
};

vm.Script = class extends vm.Script {
  constructor(code, options) {
    if (/\/screen-\w+\.js$/.test(options?.filename ?? '')) {
      writeFileSync(file, '');
      THEN[then]();
    }
    super(code, options);
  }
};
