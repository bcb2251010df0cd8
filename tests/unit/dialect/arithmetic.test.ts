import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emitLive } from '../../../shared/dialect/compile.ts';
import { DivisionByZero, evaluate, numbers, text, word, type Expression } from './generate/expressions.ts';
import { compileSnippet, LiveFailure, LiveRun } from './run-live.ts';

const NO_INLINING = { small: 0, caller: 0 };
const INPUTS = fc.record({ a: word, b: word, u: word, v: word });
type Inputs = { a: number; b: number; u: number; v: number };

/** Every way to compile it must give the same results. */
function runs(source: string): LiveRun[] {
  const program = compileSnippet(source);
  return [
    new LiveRun(emitLive(program, { mode: 'trace', checks: 'full', ringEvents: 16 })),
    new LiveRun(emitLive(program, { mode: 'throughput', checks: 'quarantine', inline: NO_INLINING, weak: false })),
  ];
}

/** The signed word that the reference gives, or that it divides by zero. */
function expected(e: Expression, inputs: Inputs): number | 'division by zero' {
  try {
    return Number(BigInt.asIntN(32, evaluate(e, inputs).value));
  } catch (error) {
    if (error instanceof DivisionByZero) return 'division by zero';
    throw error;
  }
}

function actual(run: LiveRun, name: string, { a, b, u, v }: Inputs): number | string {
  try {
    return run.call(name, a, b, u, v);
  } catch (error) {
    if (error instanceof LiveFailure && error.kind === 'divisionByZero') return 'division by zero';
    throw error;
  }
}

describe('arithmetic', () => {
  it('computes expressions as C does, in 32 bits', () => {
    fc.assert(
      fc.property(fc.array(numbers('variables'), { minLength: 20, maxLength: 40 }), fc.array(INPUTS, { minLength: 8, maxLength: 8 }), (expressions, inputs) => {
        const source = expressions.map((e, i) => `function f${i}(a: int, b: int, u: uint, v: uint): int { return ${text(e)}; }`).join('\n');
        for (const run of runs(source)) {
          expressions.forEach((e, i) => inputs.forEach((input) => {
            expect([text(e), input, actual(run, `f${i}`, input)]).toEqual([text(e), input, expected(e, input)]);
          }));
        }
      }),
      { numRuns: 12 },
    );
  });

  it('knows constants at compile time as it would compute them', () => {
    fc.assert(
      fc.property(fc.array(numbers('constants'), { minLength: 20, maxLength: 50 }), (expressions) => {
        const source = expressions.map((e, i) => `const K${i} = ${text(e)};\nfunction f${i}(): int { return K${i} >> 1; }`).join('\n');
        const [run] = runs(source);
        const half = (e: Expression): Expression => ({ op: '>>', a: e, b: { op: 'literal', value: 1 } });
        expressions.forEach((e, i) => expect([text(e), run!.call(`f${i}`)]).toEqual([text(e), expected(half(e), { a: 0, b: 0, u: 0, v: 0 })]));
      }),
      { numRuns: 8 },
    );
  });

  it('assigns in the type of the place', () => {
    const [run] = runs(`
let s: int; let t: uint;
function asSigned(u: uint): boolean { return (s = u) < 0; }
function asUnsigned(a: int): boolean { return (t = a) < 0; }
function compound(a: int, u: uint): boolean { return (a += u) < 0; }
function least(): boolean { return -2147483648 < 0; }
function step(a: int): int { return a++ * 1000 + a + --a; }
`);
    expect(run!.call('asSigned', -5)).toBe(1);
    expect(run!.call('asUnsigned', -5)).toBe(0);
    expect(run!.call('compound', -5, 1)).toBe(1);
    expect(run!.call('least')).toBe(1);
    expect(run!.call('step', 3)).toBe(3007);
  });
});
