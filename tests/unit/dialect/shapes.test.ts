import fc from 'fast-check';
import { expect, it } from 'vitest';
import { emitLive } from '../../../shared/dialect/compile.ts';
import { compileProgram, explored, imageOf } from '../engine/explore/programs.ts';
import { asDialect, asJavaScript, DECLARATIONS, functionText, REFERENCE, SUM } from './generate/shapes.ts';
import { compileSnippet, LiveRun } from './run-live.ts';

const PROGRAMS = Number(process.env.SHAPED_PROGRAMS ?? 5);
const FUNCTIONS = [['cb0', null], ['cb1', null], ['f0', []], ['f1', ['f0']], ['f2', ['f0', 'f1']]] as const;
const CALLS = ['f0(5, recs[0])', 'f1(-1, recs[1])', 'f1(3, recs[0])', 'f2(2147483647, recs[1])'];

/** What each call gives, and what memory comes to then; null: it takes too long. */
function reference(text: string): [number, number][] | null {
  try {
    return (new Function(`${REFERENCE}${asJavaScript(text)}start(); return [${CALLS.map((call) => `[${call}, sum()]`).join(', ')}];`) as () => [number, number][])();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

it('does in live code and in steps what JavaScript does, with structs in arrays, flags, callbacks and jumps', async () => {
  await fc.assert(
    fc.asyncProperty(fc.noBias(fc.gen()), fc.constantFrom(0, 48, 100_000), fc.constantFrom('full' as const, 'quarantine' as const), async (g, small, checks) => {
      const text = FUNCTIONS.map(([name, callees]) => functionText(g, name, callees)).join('') + SUM;
      const expected = reference(text);
      fc.pre(expected !== null);
      const asserts = CALLS.map((call, i) => `assert(${call} === ${expected[i]![0]}, 'result ${i}'); assert(sum() === ${expected[i]![1]}, 'memory ${i}');\n`);
      const source = `${DECLARATIONS}${asDialect(text)}function main(): void {\nstart();\n${asserts.join('')}}\n`;
      const live = new LiveRun(emitLive(compileSnippet(source), { mode: 'throughput', checks, inline: { small, caller: 3 * small } }));
      expect(() => live.call('main'), source).not.toThrow();
      const image = imageOf(compileProgram(`${source}thread('t', () => { main(); });`));
      for (const reduction of ['full', 'none'] as const) {
        const { outcome, violation } = await explored(image, reduction);
        expect([source, reduction, outcome, violation?.message]).toEqual([source, reduction, 'verified', undefined]);
      }
    }),
    // Making a program smaller takes minutes, and it is shown whole.
    { numRuns: PROGRAMS, endOnFailure: true },
  );
});
