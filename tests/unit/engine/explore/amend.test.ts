import { describe, expect, test } from 'vitest';
import type { SearchOptions } from '../../../../electron/engine/explore/covers.ts';
import type { Program } from '../../../../shared/dialect/compile.ts';
import { emitStep } from '../../../../shared/dialect/step/emit.ts';
import { AMENDED } from './agree.ts';
import { compileProgram, searchByAll, shipped } from './programs.ts';

const ANEW = { ...AMENDED, amendsFrom: undefined };

/** `passes`: how often it began. */
async function searched(program: Program, how: Partial<SearchOptions>, workers = 1) {
  let states = 0;
  let passes = 1;
  const onProgress: SearchOptions['onProgress'] = (figures) => {
    if (figures.states < states) passes++;
    states = figures.states;
  };
  const { outcome, found, reason, states: stored, unexpanded } = await searchByAll(emitStep(program, { objects: 8, states: 300_000, workers }), { ...how, onProgress });
  return { verdict: { outcome, reason, kind: found?.kind, property: found?.property, message: found?.message, length: found?.schedule.length }, states: stored, unexpanded, passes };
}

describe('a fault against an munmap', () => {
  const program = shipped('11-up-read', { protocol: 'v1-rwsem-rcu' });

  test('is verified in one pass, which is amended', async () => {
    const [amended, anew] = [await searched(program, AMENDED), await searched(program, ANEW)];
    expect(amended.verdict).toEqual(anew.verdict);
    expect(amended).toMatchObject({ verdict: { outcome: 'verified' }, unexpanded: 0, passes: 1 });
    expect(anew.passes).toBeGreaterThan(2);
    // What was stored before it was learned stays.
    expect(amended.states).toBeGreaterThan(anew.states);
  });

  test('so it is by two workers', { timeout: 60_000 }, async () => {
    for (let time = 0; time < 3; time++) expect(await searched(program, AMENDED, 2)).toMatchObject({ verdict: { outcome: 'verified' }, unexpanded: 0, passes: 1 });
  });
});

test.each(['11-up-read', '20-no-second-lookup'])('%s is found, on as short a schedule', async (name) => {
  const program = shipped(name, { protocol: 'v1-rwsem' });
  const [amended, anew] = [await searched(program, AMENDED), await searched(program, ANEW)];
  expect(amended.verdict).toEqual(anew.verdict);
  expect(amended.verdict.outcome).toBe('violated');
});

/** What is only found where a joined step turns out to be none, in a state that was expanded long before. */
test.each([
  ['between two steps that were joined', `
    let x: int; let y: int; let z: int;
    thread('writes', () => { x = 1; y = 1; });
    thread('looks', () => { for (let i = 0; i < 12; i++) z = z + i; const a = x; const b = y; assert(!(a === 1 && b === 0), 'seen'); });
  `],
  // Of the two ways, the second one is taken before it is learned that the first one's joined step is none.
  ['where another joined step was kept for the same word', `
    let x: int;
    thread('looks', () => { assert(x !== 3, 'seen'); });
    thread('writes', () => { if (pick(2) === 0) { pick(2); x = 1; } else { pick(2); x = 3; x = 4; } });
  `],
])('finds what happens %s', async (_, text) => {
  const program = compileProgram(text);
  const [amended, anew] = [await searched(program, AMENDED), await searched(program, ANEW)];
  expect(amended.verdict).toEqual(anew.verdict);
  expect(amended.verdict.message).toContain('seen');
});
