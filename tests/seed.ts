/**
 * Property-based tests begin with the same seed each time, so that a build that fails fails for its change. `SEED=random npx vitest run …`
 * looks further, `SEED=123` again where something was found.
 */
import fc from 'fast-check';

const { SEED = '20230109' } = process.env;
if (SEED !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(SEED) });
