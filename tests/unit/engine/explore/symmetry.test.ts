import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SearchOptions } from '../../../../electron/engine/explore/covers.ts';
import { explore } from '../../../../electron/engine/explore/explore.ts';
import type { Found } from '../../../../electron/engine/explore/found.ts';
import { SearchFailure } from '../../../../electron/engine/explore/failure.ts';
import { StepRun } from '../../../../electron/engine/replay/step-run.ts';
import type { StepImage } from '../../../../shared/dialect/step/emit.ts';
import { reference } from './agree.ts';
import { alike, soughtEnd, textOf } from './generate.ts';
import { compileProgram, explored, imageOf, OBJECTS, part, searchOf, withInitial } from './programs.ts';
import { orbits } from './reference/orbits.ts';

/** Programs compiled together: as many as there may be threads for. */
const TOGETHER = 12;
/** SYMMETRIC_PROGRAMS=5000 npx vitest run symmetry: for longer. */
const PROGRAMS = Number(process.env.SYMMETRIC_PROGRAMS ?? 24);
const MOST_SOUGHT = 2;

const WAYS = [{ reduction: 'none' }, { reduction: 'full' }, { reduction: 'full', strategy: 'dfs' }] as const;

const searched = (image: StepImage, how: Partial<SearchOptions>) =>
  searchOf(image, { shorten: false, ...how });

/** The schedule is one of the threads as they are: it leads to what was found. */
function expectToLeadThere(image: StepImage, { schedule, kind }: Found, told: string): void {
  const run = new StepRun(image);
  run.boot();
  let failed: number | null = null;
  schedule.forEach((action, i) => {
    try {
      expect(run.step(action), `step ${i}: ${told}`).toBe(true);
    } catch (error) {
      if (!(error instanceof SearchFailure)) throw error;
      failed = i;
    }
  });
  const ends = { deadlock: () => run.enabled().length === 0 && !run.done, condition: () => run.falseCondition() !== null }[kind as string];
  if (ends) expect(ends(), told).toBe(true);
  else expect(failed, told).toBe(schedule.length - 1);
}

async function expectSame(image: StepImage, told: string): Promise<void> {
  const plain = await searched(image, { reduction: 'none', symmetry: 'none' });
  // Few programs have more states than there is room for: of those there is nothing to compare with.
  if (plain.outcome === 'inconclusive') return;
  for (const way of WAYS) {
    const v = await searched(image, way);
    const how = `${JSON.stringify(way)}: ${told}`;
    expect({ outcome: v.outcome, reason: v.reason }, how).toEqual({ outcome: plain.outcome, reason: plain.reason });
    if (v.found) expectToLeadThere(image, v.found, how);
    if (v.found && way.reduction === 'none') expect(v.found.schedule.length, how).toBe(plain.found!.schedule.length);
    if (way.reduction === 'none' && plain.outcome === 'verified') expect(v.states, how).toBeLessThanOrEqual(plain.states);
  }
}

test('random programs with identical threads have the same verdicts and ends, and schedules that lead there', { timeout: 3_600_000 }, async () => {
  const batches = fc.array(alike, { minLength: TOGETHER, maxLength: TOGETHER });
  let symmetric = 0;
  await fc.assert(fc.asyncProperty(batches, async (programs) => {
    const all = compileProgram(textOf(programs));
    for (const [n, one] of programs.entries()) {
      const own = part(all, `p${n}`);
      const image = imageOf(own);
      const told = textOf([one]);
      symmetric += image.symmetry.groups.length;
      await expectSame(image, told);
      const found = reference(image.program);
      if (!found || found.violations.length > 0) continue;
      for (const end of [...found.ends].slice(-MOST_SOUGHT)) {
        // With other values to compare with it is another program.
        const { violation } = await explored(imageOf(withInitial(own, soughtEnd(end))), 'full', { symmetry: 'full' });
        expect(violation?.kind, `${end}: ${told}`).toBe('assertion');
      }
    }
  }), { numRuns: Math.ceil(PROGRAMS / TOGETHER), endOnFailure: true });
  expect(symmetric).toBeGreaterThan(PROGRAMS / 2);
});

describe('of threads that nothing names', () => {
  test.each([
    ['three counters', `let x: int; thread('t', { instances: 3, repeat: 2 }, () => { x = x + 1; });`],
    ['two groups', `let x: int; let y: int; thread('t', { instances: 3 }, () => { x = y + 1; y = x; }); thread('u', { instances: 2 }, () => { y = x; });`],
    ['choices', `let x: int; thread('t', { instances: 3 }, () => { x = pick(3); if (x === 1) x = pick(2); });`],
    ['sleepers', `let f: int; thread('sleep', { instances: 3 }, () => { while (READ_ONCE(f) === 0) futex_wait(f, 0); }); thread('wake', () => { f = 1; futex_wake(f, 1); futex_wake(f, 2); });`],
    ['objects', `interface node { next: node; value: int; } let p: node; thread('t', { instances: 2, repeat: 2 }, () => { const n = alloc<node>(); n.value = 1; const o = xchg(p, n); if (o !== NULL) free(o); });`],
  ])('%s: one state is stored of all that differ in who is who', async (_, text) => {
    const image = imageOf(compileProgram(text));
    const counted = orbits(image.program, OBJECTS);
    expect(await explored(image, 'none')).toMatchObject({ outcome: 'verified', states: counted.states });
    expect(await explored(image, 'none', { symmetry: 'full' })).toMatchObject({ outcome: 'verified', states: counted.orbits });
    expect(await explored(image, 'none', { symmetry: 'full', strategy: 'dfs' })).toMatchObject({ outcome: 'verified', states: counted.orbits });
    expect(counted.orbits).toBeLessThan(counted.states * 0.7);
  });
});

test('where a word that names a thread turns out to be used as something else, too, every state is looked at by itself', async () => {
  const text = `scenario({ title: 'Mixed', protocol: 'none' });
    interface node { next: node; value: int; } interface task { flags: int; state: int; }
    let any: void_ptr; let x: int; let p: node; let there: Embedded<atomic_t>;
    thread('t', { instances: 2 }, () => { const m = local<node>(); m.next = p; p = m; any = m; cast<task>(any).flags = x; atomic_inc(there); wait_until(() => atomic_read(there) === 2); });`;
  const verdictOf = async (symmetry: 'none' | 'full') =>
    (await explore({ scenario: { path: 'scenarios/test.scenario.ts', text } }, { maxStates: 20_000, objects: OBJECTS, limitMs: 600_000, symmetry, signal: new AbortController().signal, onProgress: () => {} })).verdict!;
  const verdict = await verdictOf('full');
  expect(verdict).toMatchObject({ outcome: 'verified', covers: { symmetry: { threads: [], refused: [{ name: 't', why: expect.stringContaining('used as something else') as string }] } } });
  expect(verdict.states).toBe((await verdictOf('none')).states);
});

test('a schedule to what holds sometimes is found, though that is where the search learns that its last steps cannot be joined', async () => {
  const text = `scenario({ title: 'Lost update', protocol: 'none' });
    let x: int;
    thread('add', { instances: 2 }, () => { x = x + 1; if (x === 7) x = 0; });
    sometimes('one is lost', () => x === 1);`;
  const reachedBy = async (symmetry: 'none' | 'full') =>
    (await explore({ scenario: { path: 'scenarios/test.scenario.ts', text } }, { maxStates: 20_000, objects: OBJECTS, limitMs: 600_000, symmetry, witness: 'one is lost', signal: new AbortController().signal, onProgress: () => {} })).verdict!;
  const verdict = await reachedBy('full');
  expect(verdict).toMatchObject({ outcome: 'reached', covers: { symmetry: { threads: [{ name: 'add', count: 2 }] } } });
  expect(verdict.witness!.steps.length).toBe((await reachedBy('none')).witness!.steps.length);
});

test('the way to a state that was stored without putting identical threads in order is found again', async () => {
  // They are not in order when it begins, and what they do first is known from having looked who may be put off.
  const image = imageOf(compileProgram(`
    let x: int; let z: int; let b: ArrayOf<int, 8>; let own: ArrayOf<int, 64>;
    setup(() => { own[1] = 1; own[3] = 1; });
    thread('clears', { repeat: 2 }, () => { own[this_thread()] = 0; });
    thread('waits', { instances: 3 }, () => { wait_until(() => b[0] === 2); const s = READ_ONCE(b[0]); const t = READ_ONCE(z); assert(!(s + 0 === 0 && t + 0 === 1)); });
    thread('resets', () => { b[x & 7] = 0; });
    thread('sets', { instances: 2 }, () => { b[x & 7] = 2; });
    thread('marks', { repeat: 2 }, () => { own[this_thread()] = 1; });`));
  const { outcome, found } = await searched(image, { beam: 0, persistentSets: true });
  expect({ outcome, kind: found?.kind, steps: found?.schedule.length }).toEqual({ outcome: 'violated', kind: 'deadlock', steps: 10 });
});
