// Loaded into the program before it starts: creates the file SMS_TEST_AT_SCREEN when the file with Ink is about to be
// loaded, and then does SMS_TEST_THEN. `wait` is until that file is removed.
const { existsSync, writeFileSync } = require('node:fs');
const Module = require('node:module');

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

const load = Module._load;
Module._load = (request, ...rest) => {
  if (request === './screen.js' && then) {
    Module._load = load;
    writeFileSync(file, '');
    THEN[then]();
  }
  return load(request, ...rest);
};
