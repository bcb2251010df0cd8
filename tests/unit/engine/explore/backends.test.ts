/** What runs alone ends in the same memory, whether it is run live or explored. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emitLive } from '../../../../shared/dialect/compile.ts';
import { body, functionText, MEMORY } from '../../dialect/generate/statements.ts';
import { compileSnippet, LiveRun } from '../../dialect/run-live.ts';
import { DECLARATIONS, sequential } from './generate.ts';
import { compileProgram, explored, imageOf, part, withInitial } from './programs.ts';

const TOGETHER = 25;
const OF_OPERATIONS = ['x', 'y', 'z', 'c', 'l', 'f', 'first', 'second', 'newest'];
const OF_CONTROL_FLOW = ['result', 'm0', 'm1', 'm2', 'm3'];

/** Words by name, as the functions `run0`, `run1`, … of a text leave them, each beginning with fresh memory. */
async function expectSame(text: string, count: number, words: readonly string[]): Promise<void> {
  // Only what stands at a line's start becomes callable, which takes a thread each.
  const callable = text.replaceAll(/^function (?!run)/gm, ' function ');
  const image = emitLive(compileSnippet(callable), { mode: 'throughput', checks: 'full' });
  const wanted = words.map((w) => `let want_${w}: int;`).join(' ');
  const same = words.map((w) => (w === 'c' ? 'c.counter === want_c' : `${w} === want_${w}`)).join(' && ');
  const all = compileProgram(`${text}\n${wanted} let ended: int;\n${Array.from({ length: count }, (_, n) => `
    thread('p${n} run', () => { run${n}(); ended = 1; });
    always('p${n} agrees', () => ended === 0 || ${same});`).join('\n')}`);
  for (let n = 0; n < count; n++) {
    const run = new LiveRun(image);
    run.call(`run${n}`);
    const left = Object.fromEntries(words.map((w) => [`want_${w}`, run.get(w)]));
    const verdict = await explored(imageOf(withInitial(part(all, `p${n}`), left)));
    expect([verdict.outcome, verdict.violation?.message, verdict.reason], `run${n} leaves ${JSON.stringify(left)}\n${text}`).toEqual(['verified', undefined, null]);
  }
}

test('memory operations', async () => {
  await fc.assert(fc.asyncProperty(fc.array(sequential, { minLength: TOGETHER, maxLength: TOGETHER }), async (bodies) => {
    const shown = 'first = a[0]; second = a[1]; newest = p === NULL ? -1 : p.value;';
    // A body may return early, so it is a function of its own.
    const runs = bodies.map((text, n) => `function body${n}(): void { ${text} }\nfunction run${n}(): void { body${n}(); ${shown} }`);
    await expectSame(`${DECLARATIONS}let first: int; let second: int; let newest: int;\n${runs.join('\n')}`, TOGETHER, OF_OPERATIONS);
  }), { numRuns: 3, endOnFailure: true });
});

test('control flow', async () => {
  const programs = fc.array(fc.tuple(body, fc.integer({ min: -9, max: 9 }), fc.integer()), { minLength: TOGETHER, maxLength: TOGETHER });
  await fc.assert(fc.asyncProperty(programs, async (list) => {
    const functions = list.map(([b, x, y], n) => `${functionText(n, b, 'dialect')}\nfunction run${n}(): void { result = f${n}(${x}, ${y}); m0 = memory[0]; m1 = memory[1]; m2 = memory[2]; m3 = memory[3]; }`);
    await expectSame(`let memory: ArrayOf<int, ${MEMORY}>; let result: int; let m0: int; let m1: int; let m2: int; let m3: int;\n${functions.join('\n')}`, TOGETHER, OF_CONTROL_FLOW);
  }), { numRuns: 3, endOnFailure: true });
});

test('a loop that is left for the next round of another, from a step in its middle', async () => {
  const text = `let x: int; let y: int; let result: int;
function run0(): void {
  outer: for (let i: int = 0; i < 4; i++) for (let j: int = 0; j < 4; j++) for (let k: int = 0; k < 3; k++) {
    if (k + j === 2) { x += i * 5 + j; if (k === 1) continue outer; if (j === 2) break; }
    atomic(() => { for (let m: int = 0; m < 3; m++) { if (m === 1) continue; y = y * 3 + m + k; } });
  }
  result = x ^ y;
}`;
  await expectSame(text, 1, ['x', 'y', 'result']);
});
