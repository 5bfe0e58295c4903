// Loaded into the program before it starts: writes the names of the program's own files that it loads to SMS_TEST_LOADED.
const { appendFileSync } = require('node:fs');
const Module = require('node:module');

const { SMS_TEST_LOADED: file } = process.env;
const load = Module._load;
Module._load = (request, ...rest) => {
  if (file && /^\.\/[\w-]+\.js$/.test(request)) appendFileSync(file, `${request.slice(2)}\n`);
  return load(request, ...rest);
};
