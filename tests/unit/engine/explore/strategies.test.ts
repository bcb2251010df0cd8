import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StepImage } from '../../../../shared/dialect/step/emit.ts';
import { expectReached, reference } from './agree.ts';
import { alike, program, served, soughtEnd, textOf, unjudged, watched } from './generate.ts';
import { compileProgram, explored, imageOf, part, searchOf } from './programs.ts';
import type { Found } from './reference/search.ts';

/** Programs compiled together: as many as there may be threads for. */
const TOGETHER = 15;
/** STRATEGY_PROGRAMS=20000 npx vitest run strategies: for longer. */
const PROGRAMS = Number(process.env.STRATEGY_PROGRAMS ?? 60);
const BOUNDS = [0, 1, 2];
const MOST_SOUGHT = 3;
/** Of those without a judge. */
const UNJUDGED_TOGETHER = 10;

type How = NonNullable<Parameters<typeof explored>[2]>;

/** One way to search, with and without reduction, against what the reference found within the same bound. `sought`: of the ends, as judges have them. */
async function expectSame(image: StepImage, found: Found, how: How, told: string, sought = [...found.ends].slice(-MOST_SOUGHT).map(soughtEnd)): Promise<void> {
  const plain = await explored(image, 'none', how);
  if (found.violations.length === 0) {
    expect({ ...plain, violation: null }, told).toEqual({ outcome: 'verified', reason: null, states: found.states, transitions: found.transitions, violation: null });
  } else {
    expect(plain, told).toMatchObject({ outcome: 'violated', reason: null });
    expect(found.violations, told).toContainEqual({ kind: plain.violation!.kind, steps: plain.violation!.steps });
    expect(plain.violation!.steps, told).toBe(Math.min(...found.violations.map((v) => v.steps)));
  }
  const reduced = await explored(image, 'full', how);
  expect({ outcome: reduced.outcome, reason: reduced.reason }, `reduced: ${told}`).toEqual({ outcome: plain.outcome, reason: null });
  if (reduced.violation) expect(found.violations.map((v) => v.kind), `reduced: ${told}`).toContain(reduced.violation.kind);
  else await expectReached(image, sought, told, how);
}

test('random programs have the states, verdicts and ends of the reference search depth first, and within bounds of switches', { timeout: 3_600_000 }, async () => {
  const batches = fc.array(program, { minLength: TOGETHER, maxLength: TOGETHER });
  await fc.assert(fc.asyncProperty(batches, async (programs) => {
    const all = compileProgram(textOf(programs));
    for (const [n, one] of programs.entries()) {
      const image = imageOf(part(all, `p${n}`));
      const text = textOf([one]);
      const found = reference(image.program);
      if (found) await expectSame(image, found, { strategy: 'dfs' }, `dfs: ${text}`);
      for (const maxSwitches of BOUNDS) {
        const within = reference(image.program, maxSwitches);
        if (!within) continue;
        await expectSame(image, within, { maxSwitches }, `${maxSwitches} switches: ${text}`);
        await expectSame(image, within, { maxSwitches, strategy: 'dfs' }, `dfs, ${maxSwitches} switches: ${text}`);
      }
    }
  }), { numRuns: Math.ceil(PROGRAMS / TOGETHER), endOnFailure: true });
});

test('and within bounds of switches so have those in which nothing marks that a thread has ended', { timeout: 3_600_000 }, async () => {
  const any = fc.oneof({ arbitrary: watched, weight: 2 }, { arbitrary: fc.oneof(program, served, alike), weight: 1 });
  const seen = { violated: 0, verified: 0 };
  await fc.assert(fc.asyncProperty(fc.array(any, { minLength: UNJUDGED_TOGETHER, maxLength: UNJUDGED_TOGETHER }), async (programs) => {
    const all = compileProgram(unjudged(programs));
    for (const [n, one] of programs.entries()) {
      const image = imageOf(part(all, `p${n}`));
      for (const maxSwitches of BOUNDS) {
        // Where kernel threads count for ever, the reference would, too.
        const { outcome } = await explored(image, 'none', { maxSwitches });
        const within = outcome === 'inconclusive' ? null : reference(image.program, maxSwitches);
        if (!within) continue;
        seen[within.violations.length > 0 ? 'violated' : 'verified']++;
        const text = unjudged([one]);
        await expectSame(image, within, { maxSwitches }, `${maxSwitches} switches: ${text}`, []);
        await expectSame(image, within, { maxSwitches, strategy: 'dfs' }, `dfs, ${maxSwitches} switches: ${text}`, []);
      }
    }
  }), { numRuns: Math.ceil(PROGRAMS / 2 / UNJUDGED_TOGETHER), endOnFailure: true });
  // Otherwise nothing has been compared.
  expect(Math.min(seen.violated, seen.verified)).toBeGreaterThan(0);
});

describe('preemptive switches', () => {
  const within = (text: string, maxSwitches: number) => explored(imageOf(compileProgram(text)), 'full', { maxSwitches });

  test('a lost update needs one', async () => {
    const text = `let x: int; let done: Embedded<atomic_t>; thread('add', { instances: 2 }, () => { x = x + 1; atomic_inc(done); }); always('both', () => atomic_read(done) < 2 || x === 2);`;
    expect((await within(text, 0)).outcome).toBe('verified');
    expect(await within(text, 1)).toMatchObject({ outcome: 'violated', violation: { kind: 'condition', steps: 6 } });
  });

  test('a mistake that needs three is not found with two', async () => {
    const text = `let x: int; thread('a', () => { x = 1; x = 2; x = 3; }); thread('b', () => { const r = x; const s = x; assert(!(r === 1 && s === 2), 'both'); });`;
    expect((await within(text, 2)).outcome).toBe('verified');
    expect((await within(text, 3)).outcome).toBe('violated');
  });

  test('who waits, sleeps or has ended is left for nothing', async () => {
    const turns = `let turn: int; thread('a', () => { wait_until(() => turn === 1); turn = 2; wait_until(() => turn === 3); assert(false, 'here'); });
      thread('b', () => { turn = 1; wait_until(() => turn === 2); turn = 3; });`;
    expect(await within(turns, 0)).toMatchObject({ outcome: 'violated', violation: { kind: 'assertion' } });
    const sleeper = `let f: int; thread('sleep', () => { while (READ_ONCE(f) === 0) futex_wait(f, 0); assert(false, 'awake'); }); thread('wake', () => { f = 1; futex_wake(f, 1); });`;
    expect(await within(sleeper, 0)).toMatchObject({ outcome: 'violated', violation: { kind: 'assertion' } });
  });
});

describe('depth first', () => {
  const counters = `let x: int; thread('t', { instances: 3, repeat: 2 }, () => { x = x + 1; });`;

  test('a long schedule is shortened, and a path has an end', async () => {
    const image = imageOf(compileProgram(`let x: int; thread('a', () => { for (let i: int = 0; i < 40; i++) x = i; }); thread('b', () => { assert(x !== 7, 'seven'); });`));
    const { found } = await searchOf(image, { reduction: 'none', strategy: 'dfs' });
    expect(found).toMatchObject({ kind: 'assertion', shortest: true });
    expect(found!.schedule).toHaveLength(9);
  });

  test('memory that is full ends it without a verdict', async () => {
    const image = imageOf(compileProgram(`let x: int; thread('count', { instances: 2 }, () => { for (;;) x = x + 1; });`), 2000);
    expect(await explored(image, 'none', { strategy: 'dfs' })).toMatchObject({ outcome: 'inconclusive', reason: expect.stringMatching(/^the memory for states is full \(--max-states\); covered are [\d,]+ states up to [\d,]+ steps deep/) });
    // As if the tables were larger, but not the path.
    const short = { ...image, memory: { ...image.memory, limits: { ...image.memory.limits, states: 1e9, pairs: 1e9 } } };
    expect(await explored(short, 'none', { strategy: 'dfs' })).toMatchObject({ outcome: 'inconclusive', reason: expect.stringMatching(/^the path of the search is as long as it may become/) });
  });

  test('it stops when asked, and can be paused', async () => {
    const stopping = new AbortController();
    let pauses = 0;
    const end = await searchOf(imageOf(compileProgram(`let x: int; thread('count', { instances: 3 }, () => { for (;;) x = x + 1; });`), 4_000_000), {
      reduction: 'none', strategy: 'dfs', signal: stopping.signal, onProgress: ({ states }) => void (states > 0 && pauses > 0 && stopping.abort()),
      pause: () => (pauses++ === 0 ? new Promise((resolve) => void setTimeout(resolve, 20)) : null),
    });
    expect(end).toMatchObject({ outcome: 'inconclusive', reason: expect.stringContaining('it was stopped'), covers: { strategy: 'dfs' } });
    expect(end.states).toBeGreaterThan(0);
    expect(end.unexpanded).toBeGreaterThan(0);
  });

  test('the same states as level by level', async () => {
    const image = imageOf(compileProgram(counters));
    const [deep, wide] = [await explored(image, 'none', { strategy: 'dfs' }), await explored(image, 'none')];
    expect(deep).toEqual(wide);
  });
});
