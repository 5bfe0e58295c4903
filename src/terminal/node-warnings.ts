/** Warnings of Node, such as one about NODE_TLS_REJECT_UNAUTHORIZED, that would be written into the screen. */

/** Keeps warnings back from now on. Returns a function that prints them, once each, and ends that. */
export function holdWarnings(): () => void {
  const printers = process.listeners('warning');
  const held: Error[] = [];
  const hold = (warning: Error) => void held.push(warning);
  process.removeAllListeners('warning');
  process.on('warning', hold);
  return () => {
    process.off('warning', hold);
    for (const print of printers) {
      process.on('warning', print);
      for (const warning of held) print.call(process, warning);
    }
  };
}
