import fc from 'fast-check';
import { test } from 'vitest';
import { expectAgreement } from './agree.ts';
import { program, soughtEnd, textOf } from './generate.ts';
import { compileProgram, part } from './programs.ts';

/** Programs compiled together: as many as there may be threads for. */
const TOGETHER = 15;
/** SEED=random EXPLORED_PROGRAMS=20000 npx vitest run random: for longer. */
const PROGRAMS = Number(process.env.EXPLORED_PROGRAMS ?? 300);

test('random programs have the states, transitions, verdicts and ends that the reference search finds, reduced or not', { timeout: 3_600_000 }, async () => {
  const batches = fc.array(program, { minLength: TOGETHER, maxLength: TOGETHER });
  await fc.assert(fc.asyncProperty(batches, async (programs) => {
    const all = compileProgram(textOf(programs));
    for (const [n, one] of programs.entries()) await expectAgreement(part(all, `p${n}`), { told: textOf([one]), sought: soughtEnd });
  }), { numRuns: PROGRAMS / TOGETHER, endOnFailure: true });
});
