import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { playedBy, Player, type PlayerOptions } from '../../../../electron/engine/player/player.ts';
import { Replay } from '../../../../electron/engine/replay/replay.ts';
import { decodeToken } from '../../../../electron/engine/replay/token.ts';
import type { Program } from '../../../../shared/dialect/ir.ts';
import { emitStep } from '../../../../shared/dialect/step/emit.ts';
import type { Action } from '../../../../shared/explore/verdict.ts';
import { recordedVerdict } from '../../../../shared/recording/exploration.ts';
import { DEADLOCK, foundIn, programOf, replayImage, USE_AFTER_FREE } from '../replay/small.ts';

const OPTIONS: PlayerOptions = { objects: 4, maxStates: 50_000 };
const locks = programOf(DEADLOCK);
const objects = programOf(USE_AFTER_FREE);
const counting = programOf(`let x: int; let n: int;
  thread('add', { instances: 2, repeat: 25 }, () => { n = n + 1; x = x + pick(2); });
  always('small', () => x < 7);`);

/** However it goes on, it ends badly. */
const hopeless = programOf(`let n: int;
  thread('add', { instances: 2, repeat: 100 }, () => { n = n + 1; });
  always('never ends', () => n < 100);`);

/** Each withdraws when it is not alone: for ever, if they keep step. */
const polite = programOf(`let a: int; let b: int;
  thread('a', () => { for (;;) { a = 1; if (b === 0) break; a = 0; } a = 0; });
  thread('b', () => { for (;;) { b = 1; if (a === 0) break; b = 0; } b = 0; });`);

const AB = 1;
const BA = 2;
const go = (thread: number, times = 1): Action[] => Array.from({ length: times }, () => ({ thread, choice: 0 }));
const [ab, ba] = [go(AB)[0]!, go(BA)[0]!];
const playerOf = (program: Program, options: PlayerOptions, schedule: readonly Action[], cycle?: number): Player => new Player(emitStep(program, playedBy(options)), options, schedule, cycle);
const name = (text: string): string => text.replace(/ in .*/, '');

describe('a state', () => {
  it('is the same in whatever order states are looked at', () => {
    const schedule = playerOf(counting, OPTIONS, []).finish(0).steps.map(({ thread, choice }) => ({ thread, choice }));
    expect(schedule.length).toBeGreaterThan(200);
    const player = playerOf(counting, OPTIONS, schedule);
    const replay = new Replay(replayImage(counting, OPTIONS));
    const { run } = replay;
    replay.rewind();
    const { x, n } = run.image.layout.globals;
    const words = (): number[] => [run.word(x!), run.word(n!)];
    const states = [words(), ...schedule.map((action) => (run.step(action), words()))];
    fc.assert(fc.property(fc.array(fc.nat(schedule.length), { minLength: 1, maxLength: 20 }), (steps) => {
      for (const step of steps) {
        const state = player.at(step);
        expect(state.step).toBe(step);
        expect(player.program.globals.map(({ name }, i) => [name, state.globals[i]![0]])).toEqual([['x', states[step]![0]], ['n', states[step]![1]]]);
        expect(step === schedule.length || state.threads[schedule[step]!.thread]!.status === 'ready').toBe(true);
      }
    }), { numRuns: 30 });
  });

  it('says of each thread whether it can go, and what it would do', () => {
    const player = playerOf(locks, OPTIONS, [ab, ba, ba]);
    const [first, last] = [player.at(0), player.at(3)];
    expect(first.threads.map((t) => t.status)).toEqual(['ended', 'ready', 'ready']);
    expect(first.threads[AB]!.next).toBe('changes a.locked: 0 → 1');
    expect(first.sites[first.threads[AB]!.site]).toMatchObject({ fn: 'take' });
    expect(last.threads[AB]).toMatchObject({ status: 'ready', next: 'tries to change b.locked from 0, but it is 1' });
    expect(last.threads[BA]).toMatchObject({ status: 'blocked', next: null, choices: 0, waits: { on: 'waits while a.locked is 1', by: [AB] } });
    expect(last.fault).toBeNull();
    const a = player.program.globals.findIndex((g) => g.name === 'a');
    expect([first.globals[a]![0], last.globals[a]![0]]).toEqual([0, 1]);
  });

  it('holds the objects, freed ones too', () => {
    const player = playerOf(objects, OPTIONS, []);
    player.finish(0);
    expect(player.at(0).objects).toMatchObject([{ name: 'thing #0', struct: 'thing', freed: false }]);
    expect(player.at(0).objects[0]!.words[0]).toBe(7);
    const end = player.at(1000);
    expect(end.objects).toMatchObject([{ name: 'thing #0', freed: true }]);
    expect(end.over).toBe(true);
  });

  it('tells each way of a choice', () => {
    const player = playerOf(programOf(`let x: int; thread('t', () => { x = pick(3); });`), OPTIONS, []);
    expect(player.at(0).threads[1]).toMatchObject({ choices: 3, ways: ['picks 0 of 0 … 2', 'picks 1 of 0 … 2', 'picks 2 of 0 … 2'] });
  });
});

describe('taking over', () => {
  it('follows the schedule where that is what it does', () => {
    const player = playerOf(locks, OPTIONS, [ab, ba]);
    expect(player.take(0, ab)).toMatchObject({ common: 2, steps: [], own: null, at: 1, canUndo: false });
  });

  it('leaves it, tells the new step, and comes back', () => {
    const player = playerOf(locks, OPTIONS, [ab, ba, ba, ab]);
    expect(player.whole().end.fault).toMatchObject({ kind: 'deadlock' });
    const left = player.take(1, ab);
    expect(left).toMatchObject({ common: 1, own: 1, at: 2, canUndo: true, canRedo: false, end: { fault: null } });
    expect(left.steps.map((s) => `${s.name} ${name(s.text)}`)).toEqual(['ab changes b.locked: 0 → 1']);
    const back = player.undo(2);
    expect(back).toMatchObject({ common: 1, own: null, at: 1, canUndo: false, canRedo: true, end: { fault: { kind: 'deadlock' } } });
    expect(back.steps.length).toBe(3);
    expect(player.at(4).fault).toContain('no thread can go on');
    const again = player.redo(1);
    expect(again).toMatchObject({ common: 1, own: 1, at: 2 });
    expect(again.steps.map((s) => name(s.text))).toEqual(['changes b.locked: 0 → 1']);
    expect(player.reset(2)).toMatchObject({ common: 1, own: null, at: 1, canUndo: true });
  });

  it('leaves nothing where a scenario is stepped through from its beginning', () => {
    const player = playerOf(locks, OPTIONS, []);
    expect(player.finish(0)).toMatchObject({ own: null, canUndo: true, end: { over: true } });
    expect(player.take(1, ba)).toMatchObject({ common: 1, own: null, at: 2 });
  });

  it('tells what it would have told from the start', () => {
    const whole = playerOf(locks, OPTIONS, [ab, ba, ba]).whole();
    const taken = playerOf(locks, OPTIONS, []);
    [ab, ba, ba].forEach((action, i) => taken.take(i, action));
    expect(taken.whole().steps).toEqual(whole.steps);
    expect(taken.whole().sites).toEqual(whole.sites);
  });

  it('is refused where nobody can go on, and of who cannot go', () => {
    const player = playerOf(locks, OPTIONS, [ab, ba, ba, ab]);
    expect(() => player.take(4, ab)).toThrow(/nothing can follow here: no thread can go on.*Go back/);
    expect(() => player.take(3, ba)).toThrow(/ba waits for a condition/);
    expect(() => player.take(0, { thread: 9, choice: 0 })).toThrow(/there is none/);
    expect(() => player.take(0, { thread: AB, choice: 7 })).toThrow(/no number 7/);
    // Nothing has changed by it.
    expect(player.whole()).toMatchObject({ own: null, canUndo: false });
    expect(player.at(4).fault).toContain('no thread can go on');
  });

  it('comes to a violation as a search would', () => {
    const [user, owner] = [1, 2];
    const player = playerOf(objects, OPTIONS, []);
    [user, user, user, owner, owner, owner, owner, owner, user].forEach((thread, i) => player.take(i, { thread, choice: 0 }));
    const { end, steps } = player.whole();
    expect(end.fault).toMatchObject({ kind: 'use-after-free', values: [{ name: 'thing #0', text: 'freed', by: 7 }] });
    expect(name(steps[7]!.text)).toBe('frees thing #0');
    expect(player.at(9)).toMatchObject({ fault: expect.stringContaining('use after free'), over: false });
    expect(player.at(9).threads.every((t) => t.choices === 0)).toBe(true);
    expect(player.at(8).fault).toBeNull();
  });

  it('says with which step a function returned whose stack is looked at', () => {
    const [sleeper, waker] = [1, 2];
    const player = playerOf(programOf(`
      interface waiter { done: int; next: waiter; }
      let queue: waiter;
      function wait_here(): void {
        const own = local<waiter>();
        WRITE_ONCE(queue, own);
        spin_until(() => smp_load_acquire(own.done) !== 0);
      }
      thread('sleeper', () => { wait_here(); });
      thread('waker', () => { const w = READ_ONCE(queue); smp_store_release(w.done, 1); w.next = w; });`), OPTIONS, []);
    [sleeper, waker, waker, sleeper, waker].forEach((thread, i) => player.take(i, { thread, choice: 0 }));
    const { end, steps } = player.whole();
    expect(end.fault).toMatchObject({ message: expect.stringContaining("use after wait_here returned: sleeper's waiter"), values: [{ name: "sleeper's waiter", text: 'gone with its function', by: 3 }] });
    // It had to come first.
    expect(steps[4]!.after).toEqual([3]);
  });

  it('says what the check that fails looked at, whatever observers ran before it, and which steps made it so', () => {
    const program = programOf(`property('P', 'alone', 'Nobody is inside with another.');
      let inside: ArrayOf<int, 3>; let entered: int; let begun: int; let unused: ArrayOf<int, 3>;
      function enter(): void { entered = entered + 1; }
      observe_call(enter, () => { check('P', unused[0] === 0); });
      observe_call(enter, () => { inside[this_thread()] = 1; });
      observe_return(enter, () => { for (let t = 1; t < 3; t++) check('P', t === this_thread() || inside[t] === 0, entered); });
      observe_return(enter, () => { inside[this_thread()] = 0; });
      thread('a', () => { begun = 1; enter(); });
      thread('b', () => { enter(); });`);
    expect(playerOf(program, OPTIONS, [...go(1), ...go(2, 2)]).whole().end.fault).toMatchObject({
      kind: 'property', property: 'P', values: [{ name: 'entered', text: '1', by: 2 }, { name: 'inside[1]', text: '1', by: 0 }],
    });
  });

  it('says in words who holds what, where observers keep it', async () => {
    const program = programOf(`let mm: mm_struct;
      setup(() => { mm = mm_alloc(); mmap(mm, 0x1000, 0x1000, VM_READ | VM_WRITE); });
      override(vma_write_lock, (vma) => {});
      thread('fault', () => { page_fault(mm, 0x1000, FAULT_FLAG_WRITE); });
      thread('munmap', () => { munmap(mm, 0x1000, 0x1000); });`, {}, 'v1-rwsem-rcu');
    const { schedule } = await foundIn(emitStep(program, { ...OPTIONS, states: 50_000, workers: 1 }));
    expect(playerOf(program, OPTIONS, schedule).whole().end.fault).toMatchObject({ property: 'I1', values: [{ name: 'fault holds for read:', text: 'vm_area_struct #0' }] });
  });

  it('says which values break a condition, and who made them so', () => {
    const player = playerOf(programOf(`let x: int; let y: int; thread('t', () => { y = 1; x = 2; }); always('apart', () => x !== 2 || y !== 1);`), OPTIONS, []);
    expect(player.finish(0).end.fault).toMatchObject({ kind: 'condition', property: 'apart', values: [{ name: 'x', text: '2', by: 1 }, { name: 'y', text: '1', by: 0 }] });
  });
});

describe('what a violation rests on', () => {
  it('is of a deadlock the circle, who waits for what by whose doing, and since when', () => {
    const { end } = playerOf(locks, OPTIONS, [ab, ba, ba, ab]).whole();
    expect(end.fault).toMatchObject({ kind: 'deadlock', values: [
      { name: 'the circle', text: 'ab → ba → ab', by: 1 },
      { name: 'ab', text: 'waits while b.locked is 1, by ba', by: 1 },
      { name: 'ba', text: 'waits while a.locked is 1, by ab', by: 0 },
    ] });
  });

  it('is of a thread that sleeps by itself no circle', () => {
    const alone = programOf(`let x: int; thread('t', () => { x = 1; spin_until(() => x === 2); }); thread('u', () => {});`);
    expect(playerOf(alone, OPTIONS, []).finish(0).end.fault).toMatchObject({ kind: 'deadlock', values: [{ name: 't', text: 'waits while x is 1', by: null }] });
    // It fell asleep by a step of its own, and there is nobody who could wake it.
    const asleep = programOf(`let x: int; let y: int; thread('t', () => { y = 1; futex_wait(x, 0); }); thread('u', () => {});`);
    expect(playerOf(asleep, OPTIONS, []).finish(0).end.fault).toMatchObject({ kind: 'deadlock', values: [{ name: 't', text: 'sleeps on x', by: 1 }] });
  });

  it('is of a schedule that goes round for ever who waits all the way, or what is found again and again', () => {
    const waiting = programOf(`let x: int; let n: int; thread('sets', () => { x = 1; for (;;) { n = 1; n = 0; } }); thread('waits', () => { spin_until(() => x === 0); n = 5; });`);
    expect(playerOf(waiting, OPTIONS, go(1, 3), 1).whole().end.fault).toMatchObject({ kind: 'starvation', values: [{ name: 'waits', text: 'waits while x is 1, by sets', by: 0 }] });
    const looking = programOf(`let x: int; let n: int; thread('sets', () => { x = 1; }); thread('looks', () => { while (READ_ONCE(x) === 1) n = 0; });`);
    expect(playerOf(looking, OPTIONS, [...go(1), ...go(2, 4)], 3).whole().end.fault).toMatchObject({ kind: 'starvation', values: [{ name: 'looks, again and again', text: 'finds x: 1', by: 0 }] });
  });

  it('is of a leak what was not freed, and who allocated it', () => {
    const leaky = programOf(`interface thing { n: int; } let kept: thing; let other: thing; let x: int;
      setup(() => { other = alloc<thing>(); });
      thread('t', () => { kept = alloc<thing>(); });
      teardown(() => { x = 1; });`);
    const player = playerOf(leaky, OPTIONS, []);
    let change = player.finish(0);
    while (!change.end.fault) change = player.take(change.common + change.steps.length, { thread: 0, choice: 0 });
    expect(change.end.fault).toMatchObject({ kind: 'leak', values: [{ name: 'thing #0', text: 'never freed', by: null }, { name: 'thing #1', text: 'never freed', by: 0 }] });
  });
});

describe('what a step touches', () => {
  it('is told by name: globals and their parts, objects, and what a pointer points to', () => {
    expect(playerOf(locks, OPTIONS, [ab]).whole().touches).toEqual([['a', 'a.locked']]);
    const { touches, steps } = playerOf(objects, OPTIONS, []).finish(0);
    const of = (text: string): string[] => touches[steps.findIndex((step) => name(step.text) === text)]!;
    expect(of('reads shared: thing #0').sort()).toEqual(['shared', 'thing #0']);
    expect(of('writes thing #0.n: 7 → 8').sort()).toEqual(['thing #0', 'thing #0.n']);
    // As a whole: not each of its parts.
    expect(of('frees thing #0')).toEqual(['thing #0']);
  });

  it('is of an array in it the whole', () => {
    const program = programOf(`interface box { all: ArrayOf<int, 4>; } let b: Embedded<box>; thread('t', () => { b.all[2] = 1; });`);
    expect(playerOf(program, OPTIONS, []).finish(0).touches).toEqual([['b', 'b.all']]);
  });

  it('is all of it, where words name only some', () => {
    const program = programOf(`let a: int; let b: int; let c: int; let d: int; let e: int; let f: int; let g: int;
      thread('t', () => { atomic(() => { a = 1; b = 1; c = 1; d = 1; e = 1; f = 1; g = 1; }); });`);
    const { touches, steps } = playerOf(program, OPTIONS, []).finish(0);
    expect(steps[0]!.text).toContain('and 2 more');
    expect(touches[0]!.sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  });
});

describe('from here', () => {
  it('each thread in turn comes to an end', () => {
    const run = playerOf(locks, OPTIONS, []).finish(0);
    expect(run.end).toMatchObject({ fault: null, over: true });
    expect(run.steps.filter((s, i) => i > 0 && s.thread !== run.steps[i - 1]!.thread).length).toBe(1);
  });

  it('says of each way how near a violation is, and what it has looked at', async () => {
    const player = playerOf(locks, OPTIONS, [ab]);
    // Who has both locks can do no harm; with one each there is no way but the deadlock.
    expect(await player.ahead(1, 10)).toMatchObject([{ thread: AB, steps: null, all: true }, { thread: BA, steps: 3, message: expect.stringContaining('no thread can go on') }]);
    const near = await player.ahead(1, 2);
    expect(near).toMatchObject([{ thread: AB, steps: null, within: 2, all: false }, { thread: BA, steps: null, within: 2, all: false }]);
    expect(near[0]!.states).toBeGreaterThan(0);
  });

  it('says that the next step itself goes wrong', async () => {
    const player = playerOf(programOf(`let x: int; thread('t', () => { assert(pick(2) === 0, 'zero'); x = 1; });`), OPTIONS, []);
    expect(await player.ahead(0, 5)).toMatchObject([{ choice: 0, steps: null, all: true }, { choice: 1, steps: 1, message: expect.stringContaining('zero') }]);
  });

  it('searches for the shortest way to a violation, and plays it', async () => {
    const player = playerOf(locks, OPTIONS, [ab]);
    const { change, outcome, shortest } = await player.explore(1, 60_000);
    expect({ outcome, shortest }).toEqual({ outcome: 'found', shortest: true });
    expect(change).toMatchObject({ common: 1, at: 1, end: { fault: { kind: 'deadlock' } } });
    expect(change!.steps.length).toBe(3);
    // Both locks are one thread's: nothing can go wrong any more.
    player.take(1, ab);
    expect(await player.explore(2, 60_000)).toMatchObject({ change: null, outcome: 'none' });
    expect(player.progress()).toBeNull();
  });

  it('goes round for ever where that is looked for, and says nothing of it where it is not', async () => {
    const player = playerOf(polite, OPTIONS, []);
    player.take(0, ab);
    expect(await player.explore(1, 60_000)).toMatchObject({ change: null, outcome: 'none' });
    const { change, outcome } = await player.explore(1, 60_000, true);
    expect(outcome).toBe('found');
    expect(change).toMatchObject({ common: 1, at: 1, end: { fault: { kind: 'starvation' } } });
    // It can be replayed: the steps before are in front of the round.
    const { cycle, steps } = player.whole();
    expect(cycle).toBe(change!.cycle);
    expect(cycle).toBeGreaterThanOrEqual(1);
    expect(playerOf(polite, OPTIONS, steps, cycle!).whole().end.fault?.kind).toBe('starvation');
  });

  it('searches with more workers where there is much that can follow, and comes to the same', async () => {
    const three = programOf(`let n: Embedded<atomic_t>; thread('add', { instances: 3, repeat: 30 }, () => { atomic_inc(n); });`);
    const workers = { workers: 2, workerUrl: new URL('../../../../out/main/search-worker.js', import.meta.url) };
    const [one, two] = [OPTIONS, { ...OPTIONS, ...workers }].map((options) => playerOf(three, options, []));
    const alone = await one!.explore(0, 60_000);
    expect(alone).toMatchObject({ outcome: 'none', change: null });
    expect(alone.states).toBeGreaterThan(20_000);
    // The second search is made in the memory of the first.
    for (let i = 0; i < 2; i++) expect(await two!.explore(0, 60_000)).toEqual(alone);
    expect(two!.take(0, ab).steps.length).toBe(1);
  });

  it('has one search at a time: a new one ends the one before', async () => {
    const player = playerOf(counting, OPTIONS, []);
    const first = player.explore(0, 60_000);
    const second = player.ahead(0, 3);
    expect((await first).outcome).toBe('unknown');
    expect((await second).length).toBe(2);
    const third = player.explore(0, 60_000);
    player.cancel();
    expect(await third).toMatchObject({ outcome: 'unknown', change: null });
  });

  it('the nearest run that ends well shares the longest start', async () => {
    const player = playerOf(locks, OPTIONS, [ab, ba, ba, ab]);
    const passing = (await player.passing())!;
    expect(passing.common).toBe(1);
    expect(passing.steps[1]!.thread).toBe(AB);
    expect(player.at(4).fault).toContain('no thread');
    expect(await playerOf(locks, OPTIONS, [ab]).passing()).toBeNull();
  });

  it('the nearest run that ends well can be played in its place, and left again', async () => {
    const player = playerOf(locks, OPTIONS, [ab, ba, ba, ab]);
    const { common, steps } = (await player.passing())!;
    const change = await player.takePassing();
    expect(change).toMatchObject({ common, at: common, own: common, canUndo: true, end: { fault: null, over: true } });
    expect(change.steps.map(({ thread }) => thread)).toEqual(steps.slice(common).map(({ thread }) => thread));
    expect(player.at(steps.length).fault).toBeNull();
    expect(player.undo(common).end.fault).not.toBeNull();
    expect(player.at(4).fault).toContain('no thread');
    await expect(playerOf(locks, OPTIONS, [ab]).takePassing()).rejects.toThrow('no run that ends well');
  });

  it('states are shown while the nearest run that ends well is looked for, and to leave the schedule ends that', async () => {
    const player = playerOf(hopeless, OPTIONS, []);
    const { steps } = player.finish(0);
    const states = steps.map((_, step) => player.at(step));
    let over = false;
    const passing = player.passing().finally(() => (over = true));
    for (const step of [3, 40, 7]) {
      await new Promise((resolve) => void setImmediate(resolve));
      expect([over, player.at(step)]).toEqual([false, states[step]]);
    }
    const taking = player.takePassing();
    player.take(5, { ...steps[5]!, thread: steps[5]!.thread === AB ? BA : AB });
    await expect(taking).rejects.toThrow('has been left');
    expect(await passing).toBeNull();
    player.undo(5);
    expect(await player.passing()).toBeNull();
    expect(player.at(40)).toEqual(states[40]);
  });
});

it('a schedule can be copied up to where one is', () => {
  expect(decodeToken(playerOf(locks, OPTIONS, [ab, ba, ba]).token(2)).schedule).toEqual([ab, ba]);
});

it('a schedule that goes round for ever says so, until it is left', () => {
  const program = programOf(`let x: int; thread('t', () => { for (;;) { x = 1; x = 0; } }); thread('u', () => { x = 5; });`);
  const player = playerOf(program, OPTIONS, [...go(2), ...go(1, 4)], 3);
  expect(player.whole()).toMatchObject({ cycle: 3, at: 3, end: { fault: { kind: 'starvation' } } });
  expect(() => playerOf(program, OPTIONS, [...go(2), ...go(1, 3)], 3)).toThrow(/does not come back/);
  expect(player.take(0, go(1)[0]!)).toMatchObject({ cycle: null, end: { fault: null } });
});

it('what goes wrong before the first step has no steps', () => {
  const player = playerOf(programOf(`let x: int; setup(() => { assert(x === 1, 'one'); }); thread('t', () => { x = 1; });`), OPTIONS, []);
  expect(player.whole()).toMatchObject({ steps: [], end: { fault: { kind: 'assertion' } } });
  expect(player.at(0).fault).toContain('one');
});

describe('a schedule that was played', () => {
  it('is recorded with what is wrong at its end, or as one to the line of its last step; and replays', () => {
    const broken = playerOf(locks, OPTIONS, [ab, ba, ba]);
    broken.finish(3);
    const { about, verdict } = broken.record();
    expect(about).toMatchObject({ title: locks.scenario.title, sourceHash: locks.sourceHash, objects: 4 });
    expect(verdict).toMatchObject({ outcome: 'violated', violation: { kind: 'deadlock', shortest: false }, witness: null });
    expect(recordedVerdict.safeParse(verdict).success).toBe(true);

    const { verdict: half } = playerOf(locks, OPTIONS, [ab]).record();
    expect(half).toMatchObject({ outcome: 'reached', violation: null, witness: { kind: 'line-reached', steps: [{ thread: AB }] }, covers: { goal: { kind: 'line' } } });
    expect(recordedVerdict.safeParse(half).success).toBe(true);
    for (const { token, steps } of [verdict.violation!, half.witness!]) expect(decodeToken(token!).schedule).toEqual(steps.map(({ thread, choice }) => ({ thread, choice })));
    expect(() => playerOf(locks, OPTIONS, []).record()).toThrow('no step yet');
  });
});

describe('what is to hold', () => {
  it('is told of each step that it has to do with', () => {
    const finished = playerOf(counting, OPTIONS, []).finish(0);
    expect(playerOf(counting, OPTIONS, []).rules.at(-1)).toBe('small');
    // The condition reads x alone, and each step that writes x says so.
    const rule = counting.properties.length;
    expect(finished.steps.map(({ access }) => access?.place.field === 'x' && access.op === 'store')).toEqual(finished.rules.map((of) => of.includes(rule)));
    expect(finished.rules.flat().length).toBeGreaterThan(10);
  });

  it('is told of the steps that a property of the program was checked by, in a line of one\'s own, too', () => {
    // More than a word has bits.
    const idle = Array.from({ length: 40 }, (_, i) => `property('A${i}', 'never', 'Nothing looks at it.');`);
    const program = programOf(`${idle.join(' ')}
      property('P1', 'small', 'n stays small.');
      let n: int;
      function up(to: int): void { n = to; }
      observe_return(up, () => { check('P1', n < 3); });
      thread('a', { repeat: 3 }, () => { up(n + 1); });`);
    const player = playerOf(program, OPTIONS, go(1, 2));
    expect([player.rules[0], player.rules[40]]).toEqual(['A0, never', 'P1, small']);
    const { rules, steps, end } = player.finish(0);
    expect(end.fault?.property).toBe('P1');
    expect(rules).toEqual(steps.map(({ text }) => (text.startsWith('writes n') ? [40] : [])));
  });
});
