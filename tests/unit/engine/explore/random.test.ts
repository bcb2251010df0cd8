import fc from 'fast-check';
import { test } from 'vitest';
import { expectAgreement } from './agree.ts';
import { ending, program, served, soughtEnd, textOf } from './generate.ts';
import { compileProgram, part } from './programs.ts';

/** Programs compiled together: as many as there may be threads for. */
const TOGETHER = 15;
/** SEED=random EXPLORED_PROGRAMS=20000 npx vitest run random: for longer. */
const PROGRAMS = Number(process.env.EXPLORED_PROGRAMS ?? 200);
/** Of those with kernel threads, which are threads, too. */
const SERVED = 7;
/** What they may need. */
const STATES = 100_000;

test('random programs have the states, transitions, verdicts and ends that the reference search finds, reduced or not', { timeout: 3_600_000 }, async () => {
  const batches = fc.array(program, { minLength: TOGETHER, maxLength: TOGETHER });
  await fc.assert(fc.asyncProperty(batches, async (programs) => {
    const all = compileProgram(textOf(programs));
    for (const [n, one] of programs.entries()) await expectAgreement(part(all, `p${n}`), { states: STATES, told: textOf([one]), sought: soughtEnd });
  }), { numRuns: Math.ceil((PROGRAMS * 2) / 3 / TOGETHER), endOnFailure: true });
});

test('and so have those with kernel threads, and with what comes when all others have ended', { timeout: 3_600_000 }, async () => {
  const batches = fc.array(served, { minLength: SERVED, maxLength: SERVED });
  await fc.assert(fc.asyncProperty(batches, ending, async (programs, last) => {
    const all = compileProgram(textOf(programs, last));
    for (const [n, one] of programs.entries()) await expectAgreement(part(all, `p${n}`), { states: STATES, told: textOf([one], last), sought: soughtEnd });
  }), { numRuns: Math.ceil(PROGRAMS / 3 / SERVED), endOnFailure: true });
});
