import { describe, expect, it } from 'vitest';
import { functionText } from '../ir-text.ts';
import { inlineProgram, LIVE_LIMITS } from '../../../../shared/dialect/passes/inline.ts';
import { threadJumps } from '../../../../shared/dialect/passes/thread-jumps.ts';
import { compileSnippet, runLive } from '../run-live.ts';
import { count } from './optimised.ts';

const SLOW = 'function slow(n: int): int { let sum: int = 0; for (let i: int = 0; i < n; i++) sum += i * i; return sum; }';
const kept = (body: string): boolean => runLive(`${SLOW}\nfunction f(n: int): int { ${body} }\nfunction g(n: int): int { return slow(n); }`).image.program.functions.has('slow');

describe('inlining', () => {
  it('copies a small function to where it is called', () => {
    expect(kept('if (n > 9) return slow(n); return 1;')).toBe(false);
  });

  it.each([
    ['after unlikely', 'if (unlikely(n > 9)) return slow(n); return 1;'],
    ['in the else of likely', 'if (likely(n <= 9)) return 1; else return slow(n);'],
    ['behind the return of likely', 'if (likely(n <= 9)) return 1; return slow(n);'],
    ['deeper inside', 'if (unlikely(n > 9)) { while (n < 20) { if (n === 12) return slow(n); n++; } } return 1;'],
  ])('leaves it where control hardly ever comes: %s', (_where, body) => {
    expect(kept(body)).toBe(true);
  });

  it('means the condition itself by likely and unlikely', () => {
    const run = runLive('function f(n: int): boolean { return unlikely(n > 3) || likely(n === 0); }');
    expect([0, 1, 3, 4].map((n) => run.call('f', n))).toEqual([1, 0, 0, 1]);
  });

  it('knows what a function that stays a call always answers', () => {
    const source = `
let told: int;
function never(n: int): boolean { for (let i: int = 0; i < n; i++) told += i * n; return false; }
function f(n: int): int { if (unlikely(n > 3)) { if (never(n)) return 1; } return 2; }
function g(): int { return told; }`;
    const program = inlineProgram(compileSnippet(source), new Set(['f']), LIVE_LIMITS);
    const text = functionText(threadJumps(program.functions.get('f')!), program);
    expect(count(text, 'call never')).toBe(1);
    expect(count(text, 'if ')).toBe(1);
    const run = runLive(source);
    expect([run.call('f', 4), run.call('g')]).toEqual([2, 24]);
  });

  it('copies a large function to the one place that matters, whatever calls it where control hardly ever comes', () => {
    const source = `
${SLOW}
function slowly(n: int): int { return slow(n) + 1; }
function f(n: int): int { if (unlikely(n > 9)) return slowly(n); return slow(n); }`;
    const calls = (limits: typeof LIVE_LIMITS): number[] => {
      const { functions } = inlineProgram(compileSnippet(source), new Set(['f']), limits);
      return ['slow', 'slowly'].map((name) => [...functions.values()].flatMap(({ blocks }) => blocks).flatMap(({ instrs }) => instrs).filter((i) => i.op === 'call' && i.fn === name).length);
    };
    const tiny = { ...LIVE_LIMITS, small: 1 };
    expect(calls(tiny)).toEqual([0, 1]);
    expect(calls({ small: 1, caller: 1500 })).toEqual([2, 0]);
  });

  it('copies a large function to where it is called again and again, not to where it is called once', () => {
    const source = `
let total: int;
  ${SLOW}
setup(() => { total = slow(3); });
thread('adds', () => { total += slow(4); });`;
    const { program } = runLive(source, { inline: { ...LIVE_LIMITS, small: 1 } }).image;
    const calls = (name: string): number => count(functionText(program.functions.get(name)!, program), 'call slow');
    expect([calls(program.entry.setup!), calls('run 0')]).toEqual([1, 0]);
  });
});
