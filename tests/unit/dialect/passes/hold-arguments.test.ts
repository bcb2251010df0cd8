import { describe, expect, it } from 'vitest';
import type { Instr } from '../../../../shared/dialect/ir.ts';
import { LIVE_LIMITS, type InlineLimits } from '../../../../shared/dialect/passes/inline.ts';
import { runLive } from '../run-live.ts';

const SEARCH = `
let pivot: ArrayOf<int, 16>;
  function search(index: int, end: int): int { let i = 0; while (i < end && pivot[i] < index) i++; return i; }
  function beyond(index: int, end: int): int { return search(index, end) - pivot[end - 1]; }
`;
const live = (body: string, inline: InlineLimits = { ...LIVE_LIMITS, small: 2 }) =>
  runLive(`${SEARCH}\nfunction fill(at: int, value: int): void { pivot[at] = value; }\nfunction f(n: int): int { ${body} }`, { mode: 'throughput', inline });

/** How many arguments are held in the loop that calls `f`. */
function held(body: string, inline?: InlineLimits): number {
  const isHeld = (i: Instr): boolean => i.op === 'copy' && i.held === true;
  return [...live(body, inline).image.program.functions.values()].flatMap(({ blocks }) => blocks).flatMap(({ instrs }) => instrs).filter(isHeld).length;
}

describe('arguments of large functions that are inlined', () => {
  it('are held where they are computed', () => {
    expect(held('return search(n * 10 + 5, 16);')).toBe(1);
    expect(held('return search(n * 10 + 5, n - 1);')).toBe(2);
  });

  it('are held once, wherever they are handed on to', () => {
    expect(held('return beyond(n * 10 + 5, 16);')).toBe(1);
  });

  it.each([
    ['a constant', 'return search(7, 16);'],
    ['arithmetic with constants', 'return search(7 | 0x1000, 16);'],
    ['a word of memory', 'return search(pivot[n & 15], 16);'],
    ['a parameter', 'return search(n, 16);'],
  ])('are not otherwise: %s', (_what, body) => {
    expect(held(body)).toBe(0);
  });

  it('are not where the function is small', () => {
    expect(held('return search(n * 10 + 5, 16);', LIVE_LIMITS)).toBe(0);
  });

  it('are what they would be', () => {
    const run = live('return search(n * 10 + 5, 16) * 100 + search(n * 10 - 5, n + 1);');
    for (let i = 0; i < 16; i++) run.call('fill', i, i * 10);
    for (let n = 0; n < 15; n++) expect(run.call('f', n)).toBe((n + 1) * 100 + n);
  });
});
