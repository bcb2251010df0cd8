import { describe, expect, test } from 'vitest';
import type { SearchOptions } from '../../../../electron/engine/explore/covers.ts';
import { emitStep, type StepImage } from '../../../../shared/dialect/step/emit.ts';
import type { Program } from '../../../../shared/dialect/compile.ts';
import { compileProgram, searchOf, shipped } from './programs.ts';

const imageOf = (program: Program): StepImage => emitStep(program, { objects: 8, states: 300_000, workers: 1 });

async function searched(image: StepImage, how: Partial<SearchOptions> = {}) {
  const { outcome, found, states } = await searchOf(image, how);
  return { verdict: { outcome, kind: found?.kind, property: found?.property, message: found?.message, length: found?.schedule.length }, states };
}

/** With threads put off, whether it pays or not, and without. */
const both = async (program: Program, how: Partial<SearchOptions> = {}) => {
  const image = imageOf(program);
  return [await searched(image, { ...how, persistentSets: true }), await searched(image, { ...how, persistentSets: false })] as const;
};

/** A program fails with this message, whether threads are put off or not. */
async function bothFind(text: string, message: string): Promise<void> {
  const [off, on] = await both(compileProgram(text));
  expect(off.verdict).toEqual(on.verdict);
  expect(off.verdict.message).toContain(message);
}

describe.each([
  ['a fault against an munmap', '11-up-read', 'v1-rwsem-rcu', 0.6],
  ['the semaphore by itself', '32-semaphore-by-itself', 'v1-rwsem-rcu', 0.3],
])('%s', (_, name, protocol, share) => {
  test('the verdict is the same when threads are put off, of fewer states', async () => {
    const [off, on] = await both(shipped(name, { protocol }));
    expect(off.verdict).toEqual(on.verdict);
    expect(off.verdict.outcome).toBe('verified');
    expect(off.states).toBeLessThan(on.states * share);
  });
});

describe('mistakes', () => {
  test.each(['11-up-read', '17-insert-unmarked', '20-no-second-lookup', '44-wake-up-in-a-freed-vma', '26-waits-under-vma-lock'].map((name) => [name]))('%s is found with threads put off, on as short a schedule', async (name) => {
    const [off, on] = await both(shipped(name, { protocol: name.startsWith('44') ? 'v1-41of41' : 'v1-rwsem' }));
    expect(off.verdict).toEqual(on.verdict);
    expect(off.verdict.outcome).toBe('violated');
  });
});

/** One thread works under a lock that another one is about to wait for, and sleeps meanwhile: only when the first wakes it does it matter how far it has come. */
const SLEEPER = `
let held: int; let asleep: int; let x: int; let y: int;
thread('worker', () => { for (let i = 0; i < 3; i++) { x = x + 1; y = y + x; } held = 0; futex_wake(held, 1); });
thread('other', () => { for (let i = 0; i < 3; i++) { y = y + 1; x = x + y; } });
thread('sleeper', () => { while (READ_ONCE(held) === 1) futex_wait(held, 1); asleep = 1; });
setup(() => { held = 1; });
`;

test('who is on its way to sleep does not stand in all its places beside each step of the others', async () => {
  const program = compileProgram(SLEEPER);
  const [off, on] = await both(program);
  expect(off.verdict).toEqual(on.verdict);
  expect(off.states).toBeLessThan(on.states * 0.6);
});

test('what a kernel thread does in its next round is seen', async () => {
  await bothFind(`
    let queued: int; let round: int; let seen: int;
    kthread('serves', () => { futex_wait(queued, 0); round = round + 1; if (round === 2) seen = 1; queued = 0; });
    thread('asks', () => { for (let i = 0; i < 2; i++) { queued = 1; futex_wake(queued, 1); } assert(seen === 0, 'twice'); });`, 'twice');
});

test('a wake-up that is lost is found', async () => {
  const lost = SLEEPER.replace('while (READ_ONCE(held) === 1) futex_wait(held, 1);', 'if (READ_ONCE(held) === 1) { asleep = 1; futex_wait(asleep, 1); }');
  const [off, on] = await both(compileProgram(lost));
  expect(off.verdict).toEqual(on.verdict);
  expect(off.verdict.kind).toBe('deadlock');
});

test('a thread that fails on its way to sleep, or to its end, is let go', async () => {
  const [asleep, ended] = [
    SLEEPER.replace('futex_wait(held, 1)', "{ assert(held === 2, 'no'); futex_wait(held, 1); }"),
    SLEEPER.replace('asleep = 1;', "asleep = 1; assert(asleep === 2, 'no');"),
  ];
  for (const text of [asleep, ended]) await bothFind(text, 'no');
});

test('who wakes somebody, or ends last, is not put off', async () => {
  const text = `
    let f: int; let x: int;
    thread('waker', () => { f = 1; futex_wake(f, 1); });
    thread('woken', () => { while (READ_ONCE(f) === 0) futex_wait(f, 0); x = 1; });
    thread('reader', () => { const seen = x; assert(seen === 0 || f === 1); });
    teardown(() => { assert(x === 1); });
  `;
  const [off, on] = await both(compileProgram(text));
  expect(off.verdict).toEqual(on.verdict);
  expect(off.verdict.outcome).toBe('verified');
});

test('of two who meet on their way, one goes: together they may do what neither does alone', async () => {
  await bothFind(`
    let x: int; let y: int; let z: int;
    thread('first', () => { x = 1; });
    thread('second', () => { if (x === 1) y = 1; });
    thread('looks', () => { assert(y === 0, 'seen'); for (let i = 0; i < 12; i++) z = z + i; });
    thread('too', () => { for (let i = 0; i < 12; i++) z = z + i; });
  `, 'seen');
});

test('who wakes another one goes: what that one then does has to do with others', async () => {
  await bothFind(`
    let f: int; let y: int; let z: int;
    thread('sleeps', () => { futex_wait(f, 0); y = 1; });
    thread('wakes', () => { futex_wake(f, 1); });
    thread('looks', () => { for (let i = 0; i < 3; i++) z = z + i; assert(y === 0, 'seen'); f = 1; futex_wake(f, 1); });
    thread('too', () => { for (let i = 0; i < 12; i++) z = z + i; });
  `, 'seen');
});

test('what is touched by who is put off, the reduction learns', async () => {
  await bothFind(`
    let x: int; let y: int; let z: int;
    thread('writes', () => { x = 1; y = 1; for (let i = 0; i < 12; i++) z = z + i; });
    thread('too', () => { for (let i = 0; i < 12; i++) z = z + i; });
    thread('between', () => { const a = x; const b = y; assert(!(a === 1 && b === 0), 'between'); });
  `, 'between');
});

test.each([
  ['each way is looked at', 'if (pick(2) === 1) y = 1;', "assert(y === 0, 'seen');"],
  ['each choice of what comes next is looked at', 'y = 1;', "atomic(() => { if (pick(2) === 1) assert(y === 0, 'seen'); });"],
  ['who wakes meets who is about to sleep', 'futex_wait(f, 0); y = 1;', "futex_wake(f, 1); for (let i = 0; i < 3; i++) z = z + i; assert(y === 0, 'seen'); f = 1; futex_wake(f, 1);"],
])('%s', async (_, first, second) => {
  await bothFind(`
    let f: int; let y: int; let z: int;
    thread('first', () => { ${first} });
    thread('second', () => { ${second} for (let i = 0; i < 12; i++) z = z + i; });
    thread('too', () => { for (let i = 0; i < 12; i++) z = z + i; });
  `, 'seen');
});

test('an action with many choices is not taken for what the thread does ahead', async () => {
  await bothFind(`
    let x: int; let z: int;
    thread('chooses', () => { x = pick(30); });
    thread('looks', () => { for (let i = 0; i < 4; i++) z = z + i; });
    thread('too', () => { for (let i = 0; i < 4; i++) z = z + i; });
    teardown(() => { assert(x !== 16, 'chosen'); });
  `, 'chosen');
});

test('what is changed on the way and changed back is seen', async () => {
  await bothFind(`
    let l: int; let z: int;
    thread('takes', () => { l = 1; l = 0; });
    thread('looks', () => { assert(l === 0, 'taken'); for (let i = 0; i < 12; i++) z = z + i; });
    thread('too', () => { for (let i = 0; i < 12; i++) z = z + i; });
  `, 'taken');
});

const SERVED = `
  interface node { value: int; }
  let f: int; let p: node;
  teardown(() => { cpu_relax(); });`;

test.each([
  ['allocated and freed again', `thread('asks', () => { f = 1; }); kthread('serves', () => { wait_until(() => f === 1); f = 0; const n = alloc<node>(); free(n); });`],
  ['allocated and freed again on its way to a rest', `thread('asks', () => { f = 1; }); kthread('serves', () => { while (true) { wait_until(() => f === 1); const n = alloc<node>(); free(n); f = 0; wait_until(() => f === 2); } });`],
  ['freed when it has ended', `setup(() => { p = alloc<node>(); }); thread('asks', () => { f = 1; }); kthread('serves', () => { wait_until(() => f === 1); f = 0; const n = p; p = NULL; free(n); wait_until(() => f === 2); });`],
])('what a kernel thread has %s is a leak where it is allocated when all has ended', async (_, threads) => {
  const image = imageOf(compileProgram(SERVED + threads));
  for (const how of [{ reduction: 'none' }, { beam: 0, persistentSets: false }, { beam: 0, persistentSets: true, amendsFrom: 0 }, {}] as const) expect((await searched(image, how)).verdict, JSON.stringify(how)).toMatchObject({ outcome: 'violated', kind: 'leak' });
});

test('the verdict says that threads are put off, and not where they are not', async () => {
  const text = SLEEPER.replace('setup', "always('x', () => x >= 0);\nsetup");
  const reductions = async (program: Program, how: Partial<SearchOptions> = {}) => (await searchOf(imageOf(program), how)).covers.reductions;
  const named = expect.stringContaining('persistent sets');
  expect(await reductions(compileProgram(SLEEPER))).toContainEqual(named);
  expect(await reductions(compileProgram(text))).not.toContainEqual(named);
  const many = (count: number): Program => compileProgram(`let x: int; thread('t', { instances: ${count} }, () => { x = 1; });`);
  expect(await reductions(many(30))).toContainEqual(named);
  expect(await reductions(many(31))).not.toContainEqual(named);
  for (const how of [{ reduction: 'none' }, { strategy: 'dfs' }, { maxSwitches: 2 }, { persistentSets: false }] as const) {
    const image = emitStep(compileProgram(SLEEPER), { objects: 8, states: 3000, workers: 1, path: 3000 });
    expect((await searchOf(image, how)).covers.reductions).not.toContainEqual(named);
  }
});
