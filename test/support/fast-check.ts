/** fast-check with the seed of the tests: the same cases each time, and others with SMS_TEST_SEED. */
import fc from '../../node_modules/fast-check/lib/fast-check.js';

fc.configureGlobal({ seed: Number(process.env.SMS_TEST_SEED ?? 1) });

export * from '../../node_modules/fast-check/lib/fast-check.js';
export default fc;
