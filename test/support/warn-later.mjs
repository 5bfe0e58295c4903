// Loaded into the program before it starts: a warning of Node once the screen is up.
setTimeout(() => process.emitWarning('of a test'), 1200).unref();
