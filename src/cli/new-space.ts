/** Keeps the wizard's memory small: most of what a key allocates is garbage by the next one. */
import { setFlagsFromString } from 'node:v8';

/** The newest Node that the tests run on. */
const NEWEST_TESTED_NODE = 26;

/**
 * Lets V8's space for new objects grow no further: a session takes 10 to 22 MB less of about 110, and no key takes longer
 * (docs/decisions/many-volumes.md). Node warns that a flag set after the start may do anything, so newer versions of Node
 * than the tested ones are left alone.
 */
export function stopNewSpaceGrowth(): void {
  if (Number.parseInt(process.versions.node, 10) > NEWEST_TESTED_NODE) return;
  setFlagsFromString('--semi-space-growth-factor=1');
}
