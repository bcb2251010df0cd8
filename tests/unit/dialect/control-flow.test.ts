import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emitLive } from '../../../shared/dialect/compile.ts';
import { body, functionText, MEMORY, type Body } from './generate/statements.ts';
import { compileSnippet, failureOf, LiveRun, runLive } from './run-live.ts';

type Outcome = { results: number[]; memory: number[] };
const INPUTS: readonly [number, number][] = [[0, 0], [1, -1], [5, 3], [-7, 2], [2 ** 31 - 1, -(2 ** 31)]];

/** The same functions, run by JavaScript. */
function reference(bodies: readonly Body[]): Outcome {
  const source = bodies.map((b, i) => functionText(i, b, 'javascript')).join('\n');
  const memory = new Int32Array(MEMORY);
  const functions = new Function('memory', `${source}\nreturn [${bodies.map((_, i) => `f${i}`).join(', ')}];`)(memory) as ((x: number, y: number) => number)[];
  return { results: functions.flatMap((f) => INPUTS.map(([x, y]) => f(x, y))), memory: [...memory] };
}

function live(run: LiveRun, count: number): Outcome {
  const results = Array.from({ length: count }, (_, i) => INPUTS.map(([x, y]) => run.call(`f${i}`, x, y))).flat();
  const start = run.address('memory') >> 2;
  return { results, memory: [...run.words.subarray(start, start + MEMORY)] };
}

describe('control flow', () => {
  it('does what JavaScript does, however it is inlined and checked', () => {
    fc.assert(
      fc.property(fc.array(body, { minLength: 6, maxLength: 14 }), fc.constantFrom('full' as const, 'quarantine' as const), (bodies, checks) => {
        const source = bodies.map((b, i) => functionText(i, b, 'dialect')).join('\n');
        const expected = reference(bodies);
        const program = compileSnippet(`let memory: ArrayOf<int, ${MEMORY}>;\n${source}`);
        for (const small of [0, 48, 100_000]) {
          const image = emitLive(program, { mode: 'throughput', checks, inline: { small, caller: 3 * small } });
          expect([source, small, live(new LiveRun(image), bodies.length)]).toEqual([source, small, expected]);
        }
      }),
      { numRuns: 10 },
    );
  });

  it('tells a function that comes to its end, as shared memory has changed since TypeScript looked', () => {
    const run = runLive(`
let x: int;
function change(): void { x = 2; }
function ends(a: int): int {
  x = a;
  if (x !== 1) return 7;
  change();
  switch (x) { case 1: return 8; }
}
function never(a: boolean): int { switch (a) { case true: return 5; case false: return 6; } }
`);
    expect(run.call('ends', 0)).toBe(7);
    expect(run.call('never', 0)).toBe(6);
    expect(failureOf(() => run.call('ends', 1))).toMatchObject({ kind: 'assert', message: expect.stringContaining('ends came to its end without a value in ends (scenarios/snippet.scenario.ts:4)') });
  });

  it('keeps labels of a loop apart', () => {
    const run = runLive(`
function twoLabels(n: int): int {
  let rounds: int = 0;
  a: b: while (rounds < n) {
    rounds++;
    for (;;) { if (rounds === 3) break b; continue a; }
  }
  return rounds;
}
`);
    expect(run.call('twoLabels', 2)).toBe(2);
    expect(run.call('twoLabels', 9)).toBe(3);
  });

  it('compiles long straight functions and deep nests, or says that it cannot', () => {
    // TypeScript looks at each branch from each later one.
    const ifs = Array.from({ length: 300 }, (_, i) => `if (a === ${i}) r += ${i};`).join('\n');
    expect(runLive(`function long(a: int): int { let r: int = 0;\n${ifs}\nreturn r; }`).call('long', 299)).toBe(299);
    const loops = Array.from({ length: 150 }, (_, i) => `for (let i: int = 0; i < a; i++) r += ${i};`).join('\n');
    expect(runLive(`function loops(a: int): int { let r: int = 0;\n${loops}\nreturn r; }`).call('loops', 2)).toBe(150 * 149);
    const huge = Array.from({ length: 1500 }, (_, i) => `if (a === ${i}) r += ${i};`).join('\n');
    expect(() => compileSnippet(`function huge(a: int): int { let r: int = 0;\n${huge}\nreturn r; }`)).toThrow('too large for control flow analysis');
    const straight = 'a = a + b + 1; '.repeat(3500);
    expect(runLive(`function straight(a: int, b: int): int { ${straight}return a; }`).call('straight', 1, 2)).toBe(1 + 3 * 3500);
    const nest = (n: number): string => 'if (a > 0) {'.repeat(n) + 'r++;' + '}'.repeat(n);
    expect(runLive(`function deep(a: int): int { let r: int = 0;\n${nest(100)}\nreturn r; }`).call('deep', 1)).toBe(1);
  });
});
