import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { boot, openSpace } from '../../../../electron/engine/explore/boot.ts';
import { NoRoom } from '../../../../electron/engine/reserve.ts';
import { explore, type ExploreOptions } from '../../../../electron/engine/explore/explore.ts';
import { Levels, nextLevel, PHASE } from '../../../../electron/engine/explore/levels.ts';
import type { Program } from '../../../../shared/dialect/compile.ts';
import { emitStep, type StepImage } from '../../../../shared/dialect/step/emit.ts';
import { FIRST_PLACE } from '../../../../shared/dialect/step/tables.ts';
import { compileProgram, explored, OBJECTS, searchOf, shipped } from './programs.ts';

/** Tables that begin with next to no slots, and so grow many times. */
const tiny = (program: Program): StepImage => emitStep(program, { objects: OBJECTS, states: 100_000, workers: 1, slots: 16 });
const usual = (program: Program): StepImage => emitStep(program, { objects: OBJECTS, states: 100_000, workers: 1 });

const COUNTING = `let a: int; let b: int; let c: int;
  thread('t', { instances: 2, repeat: 2 }, () => { a = a + 1; b = b + a; c = c ^ b; });`;
/** More than sixteen chunks, so that there are pairs, too. */
const WIDE = `let many: ArrayOf<int, 160>;
  thread('t', { instances: 3 }, () => { for (let i = 0; i < 160; i = i + 20) many[i] = many[159 - i] + i + 1; });`;

describe.each([['a small state', COUNTING], ['a large one', WIDE]])('tables that grow, %s', (_, text) => {
  const program = compileProgram(text);

  test('find the same as tables that begin large', async () => {
    const found = await explored(usual(program));
    expect(found.outcome).toBe('verified');
    expect(found.states).toBeGreaterThan(1000);
    expect(await explored(tiny(program))).toEqual(found);
    expect((await explored(tiny(program), 'full')).outcome).toBe('verified');
  });

  test('keep every state at its place, whole, and find it there', () => {
    const image = tiny(program);
    const space = openSpace(image);
    const code = space.code(0);
    boot(image, code);
    space.set('crew', 1);
    space.set('levelEnd', FIRST_PLACE);
    expect(code.$first()).toBe(FIRST_PLACE);
    nextLevel(space);
    const levels = new Levels(space, 0, code);
    while (space.get('phase') === PHASE.running) expect(levels.slice()).toBeNull();
    const end = space.next('states');
    expect(end - FIRST_PLACE).toBe(space.total('states'));
    const work = space.own(0, 'work');
    const states: Int32Array[] = [];
    for (let place = FIRST_PLACE; place < end; place++) {
      code.$show(place);
      states.push(space.words.slice(work, work + image.layout.size / 4));
    }
    expect(new Set(states.map((s) => s.join())).size).toBe(states.length);
    states.forEach((state, i) => {
      code.$show(FIRST_PLACE + ((i + 1) % states.length));
      space.words.set(state, work);
      expect(code.$first()).toBe(FIRST_PLACE + i);
    });
  });
});

test('the way to a state is found again, though not each state keeps its parent', async () => {
  const program = compileProgram(`${COUNTING} always('few', () => b < 10);`);
  const { outcome, violation } = await explored(usual(program));
  expect(outcome).toBe('violated');
  expect(violation!.steps).toBeGreaterThan(10);
  expect((await explored(tiny(program))).violation).toEqual(violation);
});

describe('limits', () => {
  const verdictOf = async (text: string, more: Partial<ExploreOptions> & { config?: Record<string, number> }) => {
    const options: ExploreOptions = { maxStates: 400_000, objects: OBJECTS, limitMs: 600_000, reduction: 'none', symmetry: 'none', signal: new AbortController().signal, onProgress: () => {}, ...more };
    const { verdict } = await explore({ scenario: { path: 'scenarios/test.scenario.ts', text }, config: more.config }, options);
    return verdict!;
  };
  const protocol = readFileSync(new URL('../../../bench/scenarios/protocol.scenario.ts', import.meta.url), 'utf8');

  test('memory that is used up makes no verdict, and is not exceeded', async () => {
    const maxBytes = 2 ** 20;
    const verdict = await verdictOf(protocol, { config: { READERS: 3, WRITERS: 2, BYSTANDERS: 1 }, maxBytes });
    expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: expect.stringMatching(/^what is stored takes as much memory as it may \(--max-memory\); covered are/) });
    expect(verdict.bytes).toBeLessThanOrEqual(maxBytes);
    expect(verdict.states).toBeGreaterThan(20_000);
    expect(verdict.unexpanded).toBeGreaterThan(0);
    const few = await verdictOf(protocol, { config: { READERS: 3, WRITERS: 2, BYSTANDERS: 1 }, maxStates: 5000 });
    expect(few).toMatchObject({ outcome: 'inconclusive', reason: expect.stringMatching(/^the memory for states is full \(--max-states\); covered are/) });
  });

  test('memory that is used up while cycles are looked for makes no verdict either, and is not exceeded', async () => {
    const config = { READERS: 2, WRITERS: 2, BYSTANDERS: 1 };
    const states = await verdictOf(protocol, { config });
    const all = await verdictOf(protocol, { config, liveness: true });
    expect(all.outcome).not.toBe('inconclusive');
    expect(all.bytes).toBeGreaterThan(states.bytes);
    for (const share of [0.1, 0.5, 0.9]) {
      const maxBytes = Math.floor(states.bytes + (all.bytes - states.bytes) * share);
      const verdict = await verdictOf(protocol, { config, liveness: true, maxBytes });
      expect(verdict).toMatchObject({ outcome: 'inconclusive', states: states.states, reason: expect.stringMatching(/^what is stored takes as much memory as it may \(--max-memory\); in all .* not all cycles/) });
      expect(verdict.bytes).toBeLessThanOrEqual(maxBytes);
    }
  });

  test('a state takes at most sixteen bytes, and more workers find the same as one', { timeout: 120_000 }, async () => {
    const workerUrl = new URL('../../../../out/main/search-worker.js', import.meta.url);
    const config = { READERS: 3, WRITERS: 2, BYSTANDERS: 1 };
    const one = await verdictOf(protocol, { config });
    expect(one).toMatchObject({ outcome: 'verified', states: 89_520, transitions: 333_408, unexpanded: 0, depth: 42 });
    expect(one.bytes / one.states).toBeLessThanOrEqual(16);
    // Twenty keep so many places for what is under way that small tables must be larger from the beginning.
    for (const workers of [2, 20]) {
      const { outcome, states, transitions, unexpanded, depth } = await verdictOf(protocol, { config, workers, workerUrl });
      expect({ workers, outcome, states, transitions, unexpanded, depth }).toEqual({ workers, outcome: one.outcome, states: one.states, transitions: one.transitions, unexpanded: 0, depth: one.depth });
    }
    // Nearly a twelfth, as of three readers and two writers each order is the same.
    for (const crew of [{}, { workers: 2, workerUrl }]) {
      const fewer = await verdictOf(protocol, { config, symmetry: 'full', ...crew });
      expect(fewer).toMatchObject({ outcome: 'verified', states: 11_534, transitions: 43_048, unexpanded: 0, covers: { symmetry: { threads: [{ name: 'reader', count: 3 }, { name: 'writer', count: 2 }] } } });
    }
  });

  test('another worker that joins where levels have a state each ends no level of the first one', { timeout: 120_000 }, async () => {
    const workerUrl = new URL('../../../../out/main/search-worker.js', import.meta.url);
    const narrow = `scenario({ title: 'Narrow', protocol: 'none' }); let n: int; thread('count', () => { while (n < 20000) n++; });`;
    const one = await verdictOf(narrow, {});
    expect(one).toMatchObject({ outcome: 'verified', states: 60_002 });
    const { outcome, states, depth } = await verdictOf(narrow, { workers: 2, workerUrl });
    expect({ outcome, states, depth }).toEqual({ outcome: one.outcome, states: one.states, depth: one.depth });
  });

  test('addresses that cannot be had are an error in words', () => {
    const image = usual(compileProgram('let x: int; thread(\'t\', () => { x = 1; });'));
    expect(() => openSpace({ ...image, memory: { ...image.memory, pages: 70_000 } })).toThrow(NoRoom);
  });
});

describe('what states of earlier passes were made of', () => {
  const image = (states: number): StepImage => emitStep(shipped('32-semaphore-by-itself', { memory: 'lkmm-ra' }), { objects: OBJECTS, states, workers: 1 });

  test('takes no room from the last one', async () => {
    const { outcome, reason, states } = await searchOf(image(10_000));
    expect([outcome, reason]).toEqual(['inconclusive', expect.stringContaining('the memory for states is full')]);
    expect(states).toBeGreaterThan(10_000);
  });

  test('nor where what may be stored is told in bytes', async () => {
    const { reason, states } = await searchOf(image(100_000), { maxBytes: 4 << 20 });
    expect(reason).toContain('--max-memory');
    expect(states).toBeGreaterThan(10_000);
  });
});

test('a step that fails leaves nothing of itself behind: a worker begins the next pass where this one has stopped', () => {
  const image = usual(compileProgram("let a: int;\nthread('t', () => { const me = this_thread(); a = 7; assert(me > 100, 'small'); });"));
  const space = openSpace(image);
  const code = space.code(0);
  boot(image, code);
  space.set('crew', 1);
  space.set('levelEnd', FIRST_PLACE);
  code.$first();
  nextLevel(space);
  const levels = new Levels(space, 0, code);
  let stumble = null;
  while (stumble === null && space.get('phase') === PHASE.running) stumble = levels.slice();
  expect(stumble).toMatchObject({ failure: { code: expect.any(Number) }, state: expect.any(Number) });
  const own = (name: 'work' | 'pristine'): Int32Array => space.words.slice(space.own(0, name), space.own(0, name) + image.layout.size / 4);
  expect(own('work')).toEqual(own('pristine'));
});
