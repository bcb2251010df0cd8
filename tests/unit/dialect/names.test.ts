import { expect, it } from 'vitest';
import { compileSnippet, failureOf, runLive } from './run-live.ts';

it('lets a program use the names of the live backend and of JavaScript for its own things', () => {
  const run = runLive(`
interface toString { hasOwnProperty: int; }
let shadowBase: int; let heapEnd: int; let constructor: int; let valueOf: Embedded<toString>;
function now(): int { return 5; }
function fail(kind: int): int { shadowBase = 7; return kind; }
function run_0(): int { return 6; }
function condition_0(): int { constructor += 2; valueOf.hasOwnProperty = 8; return constructor + valueOf.hasOwnProperty; }
function use(): int { return now() + fail(1) + run_0(); }
function measure(): void { latency_end('x', latency_start()); const p = alloc<toString>(); free(p); free(p); }
always('nothing', () => true);
`, { now: () => 1e9, inline: { small: 0, caller: 0 } });
  expect([run.call('now'), run.call('fail', 3), run.call('run_0'), run.call('condition_0'), run.call('use')]).toEqual([5, 3, 6, 10, 12]);
  expect(failureOf(() => run.call('measure')).kind).toBe('badFree');
  expect(run.export('condition_0')).toBe(1);
});

it('takes a local variable for itself, whatever else has its name', () => {
  const run = runLive(`
const LIMIT = 3;
let hook: (n: int) => int;
function twice(n: int): int { return n * 2; }
function thrice(n: int): int { return n * 3; }
function f(pick: int, NULL: int): int { const LIMIT = 7; return LIMIT + pick + NULL; }
function k(): int { const thrice = hook; return thrice(4); }
setup(() => { hook = twice; });
`).boot();
  expect(run.call('f', 1, 2)).toBe(10);
  expect(run.call('k')).toBe(8);
});

it('runs no function of a program without a kernel for its name', () => {
  const text = `
let x: int;
function kernel_init(by: int): int { x += by + 1; return x; }
function kernel_exit(by: int): void { x = by; }
setup(() => { x = 5; });`;
  expect(compileSnippet(text).entry).toMatchObject({ kernelInit: null, kernelExit: null });
  const run = runLive(text).boot();
  expect([run.get('x'), run.call('kernel_init', 2)]).toEqual([5, 8]);
  expect(compileSnippet('', { kernel: true }).entry).toMatchObject({ kernelInit: 'kernel_init', kernelExit: 'kernel_exit' });
});
