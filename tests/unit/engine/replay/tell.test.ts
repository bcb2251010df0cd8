import { describe, expect, it } from 'vitest';
import type { Found } from '../../../../electron/engine/explore/found.ts';
import { tell } from '../../../../electron/engine/replay/tell.ts';
import { emitStep } from '../../../../shared/dialect/step/emit.ts';
import type { Violation } from '../../../../shared/explore/verdict.ts';
import { DEADLOCK, foundIn, imageOf, OBJECTS, programOf, USE_AFTER_FREE } from './small.ts';

const told = async (text: string): Promise<Violation> => {
  const image = imageOf(text);
  return tell(image, OBJECTS, await foundIn(image));
};
const without = (text: string): string => text.replace(/ in [^:]* \(.*\)$/, '');
const texts = ({ steps }: Pick<Violation, 'steps'>): string[] => steps.map((s) => `${s.name} ${without(s.text)}`);

it('names an object that is pointed to as another kind of object as what it is, and a part of it as that part', async () => {
  const { steps } = await told(`
interface lock_t { locked: int; }
interface head { lock: Embedded<lock_t>; n: int; }
interface other { n: int; }
let kept: other; let locked: lock_t; let whole: head; let still: Embedded<head>;
thread('t', () => { const h = alloc<head>(); kept = cast<other>(h); locked = h.lock; whole = h; kept = cast<other>(still); assert(still.n === 1); });`);
  expect(steps.map((s) => without(s.text))).toEqual([
    'allocates head #0', 'writes kept: NULL → head #0', 'writes locked: NULL → head #0.lock', 'writes whole: NULL → head #0', 'writes kept: head #0 → still', 'reads still.n: 0',
  ]);
});

it('names of a check that the kernel makes who makes it', async () => {
  const image = emitStep(programOf("let mm: mm_struct; setup(() => { mm = mm_alloc(); }); thread('t', () => { mmap_write_unlock(mm); });", {}, 'v1-rwsem-rcu'), { ...OBJECTS, states: 50_000, workers: 1 });
  const { message } = tell(image, OBJECTS, await foundIn(image));
  expect(message).toMatch(/^assertion failed: kernel BUG: VM_BUG_ON_MM in mmap_assert_write_locked \(kernel\/mmap_lock\.ts:/);
});

describe('a deadlock', () => {
  it('is told with who waits for whom, and every step with who could have gone', async () => {
    const v = await told(DEADLOCK);
    expect(v.message).toBe('no thread can go on: ab waits while b.locked is 1 (ba); ba waits while a.locked is 1 (ab)');
    expect(texts(v).toSorted()).toEqual([
      'ab changes a.locked: 0 → 1', 'ab tries to change b.locked from 0, but it is 1', 'ba changes b.locked: 0 → 1', 'ba tries to change a.locked from 0, but it is 1',
    ]);
    expect(v.steps.filter((s, i) => i > 0 && s.thread !== v.steps[i - 1]!.thread)).toHaveLength(2);
    const [first, , third, last] = v.steps;
    expect(first).toMatchObject({ enabled: [1, 2], blocked: [], after: [], access: { op: 'cmpxchg', place: { struct: 'lock_t', field: 'locked' }, before: 0, after: 1 } });
    expect(third!.after).toEqual([0]);
    expect(last).toMatchObject({ enabled: [first!.thread], after: [1], blocked: [{ thread: third!.thread, by: [first!.thread] }] });
    expect(last!.blocked[0]!.on).toMatch(/^waits while [ab]\.locked is 1$/);
  });

  it('has all calls around a step, up to the body of the thread', async () => {
    const { steps, sites } = await told(DEADLOCK);
    const calls = [];
    for (let at = steps[0]!.site; at >= 0; at = sites[at]!.caller) calls.push(sites[at]!.fn);
    expect(calls).toEqual(['take', `thread ${steps[0]!.name}`]);
  });
});

it('going on is told as what it is, also where nobody slept', async () => {
  const { steps } = await told(`let f: int = 1; thread('t', () => { futex_wait(f, 0); assert(f === 0); });`);
  expect(steps.map((s) => without(s.text))).toEqual(['does not sleep on f: it is 1, not 0', 'goes on after its futex_wait', 'reads f: 1']);
});

describe('what comes when all threads have ended', () => {
  it('is told from its first access on, with the calls around it', async () => {
    const { steps, sites } = await told(`let x: int; let y: int; function large(n: int): int { ${'n = n * 3 + 1; '.repeat(40)} y = n; return n; }
      thread('t', () => { x = 1; });
      teardown(() => { if (large(2) !== 2) assert(x === 0); });
    `);
    expect(steps.map(({ name, text }) => `${name} ${without(text)}`)).toEqual(['t writes x: 0 → 1', expect.stringMatching(/^boot writes y: 0 → /), 'boot reads x: 1']);
    const calls = [];
    for (let at = steps[1]!.site; at >= 0; at = sites[at]!.caller) calls.push(sites[at]!.fn);
    expect(calls).toEqual(['large', 'teardown']);
  });
});

it('what comes when all threads have ended comes after what each did last, whatever it touches', async () => {
  const { steps } = await told(`let x: int; let y: int; let z: int; thread('a', () => { x = 1; x = 2; }); thread('b', () => { y = 1; }); teardown(() => { z = 1; assert(x === 0); });`);
  const last = (name: string): number => steps.findLastIndex((s) => s.name === name);
  expect(steps.slice(-2).map(({ name, after }) => [name, after])).toEqual([['boot', [last('a'), last('b')].toSorted()], ['boot', []]]);
});

describe('what an observer finds wrong', () => {
  it.each([
    ['what a check shows is an address', 'check(\'even\', x % 2 === 0, 0x100000)', '(0x100000) '],
    ['a function that the observer calls checks it', 'look(x)', ''],
    ['so does a large one, of whose caller the search knows nothing', 'study(x); study(x + 2)', ''],
  ])('is told with the call that it watched: %s', async (_, finds, about) => {
    const v = await told(`property('even', 'even', 'x is even.'); let x: int; let y: int;
      function look(n: int): void { check('even', n % 2 === 0); }
      function study(n: int): void { let m = n; ${'m = m * 3 + 4; '.repeat(40)} check('even', m % 2 === 0); }
      function large(n: int): int { ${'n = n * 3 + 1; '.repeat(40)} y = n; return n; }
      function change(): void { x = 1; y = large(y) + large(1) + large(2); }
      observe_return(large, () => {}); observe_return(change, () => { ${finds}; });
      thread('t', () => { change(); change(); });`);
    expect(v.message).toBe(`even even: x is even. ${about}in change (my.scenario.ts:6)`);
  });
});

it('the use of what lay on a stack comes after the return of its function, whatever that step touches', async () => {
  const { steps } = await told(`interface box { n: int; } let kept: box; let x: int; let y: int;
    function f(): void { const own = local<box>(); WRITE_ONCE(kept, own); WRITE_ONCE(x, 1); }
    thread('a', () => { f(); }); thread('b', () => { const k = READ_ONCE(kept); if (k === NULL) return; WRITE_ONCE(y, 1); k.n = 1; });`);
  expect(steps.map(({ name, text, after }) => [name, without(text), after])).toEqual([
    ['a', "writes kept: NULL → a's box", []], ['a', 'writes x: 0 → 1', []], ['b', "reads kept: a's box", [0]], ['b', 'writes y: 0 → 1', []], ['b', "tries to write a's box.n", [1]],
  ]);
});

it('a function that is called again at once is told as a step', async () => {
  const { steps } = await told(`interface box { n: int; } let kept: box;
    function f(): void { const own = local<box>(); kept = own; }
    thread('t', () => { f(); f(); kept.n = 1; });`);
  expect(steps.map((s) => without(s.text))).toEqual(["writes kept: NULL → t's box", 'puts on its stack what others may see', "writes kept: t's box again", "reads kept: t's box", "tries to write t's box.n"]);
});

describe('the use of a freed object', () => {
  it('is told in the order with the fewest switches', async () => {
    const v = await told(USE_AFTER_FREE);
    expect(texts(v)).toEqual([
      'user reads shared: thing #0', 'user writes x: 0 → 1', 'user writes x: 1 → 2',
      'owner reads shared: thing #0', 'owner writes y: 0 → 1', 'owner writes shared: thing #0 → NULL', 'owner writes y: 1 → 2', 'owner frees thing #0',
      'user tries to write thing #0.n',
    ]);
    expect(v.steps.at(-1)!.after).toEqual([7]);
    expect(v.steps[5]!.after).toEqual([0]);
    expect(v.stack.map((s) => s.fn)).toEqual(['thread user']);
  });

  it('stands beside the nearest run that ends well, which differs in one decision', async () => {
    const { steps, passing } = await told(USE_AFTER_FREE);
    expect(passing!.common).toBe(7);
    expect(passing!.steps.slice(0, 7)).toEqual(steps.slice(0, 7));
    expect(passing!.steps.slice(7).map((s) => `${s.name} ${without(s.text)}`)).toEqual(['user writes thing #0.n: 7 → 8', 'owner frees thing #0', 'boot goes on, as all threads have ended']);
  });

  it('parts from it by a decision between the threads of the scenario, if there is one', async () => {
    const { passing, threads } = await told(`let noise: int;\nkthread('noise', () => { noise = 1; });${USE_AFTER_FREE}`);
    expect(threads[passing!.steps[passing!.common]!.thread]).toBe('user');
  });

  it('is found where threads of the kernel have to take turns for it', async () => {
    const { steps, passing } = await told(`let asked: boolean; let ready: boolean;
      kthread('first', () => { asked = true; });
      kthread('second', () => { wait_until(() => asked); ready = true; });
      thread('user', () => { assert(ready, 'ready'); });`);
    expect(passing).toMatchObject({ common: steps.length - 1, nearest: true });
    expect([...new Set(passing!.steps.map(({ name }) => name))]).toEqual(['first', 'second', 'user']);
  });

  it('is looked for further back where every later decision has a thread go round for ever', async () => {
    const { passing } = await told(`let armed: boolean; let saved: boolean; let rounds: int; let x: int;
      thread('user', () => { if (armed) while (true) rounds++; else saved = true; });
      thread('owner', () => { armed = true; for (let i = 0; i < 50; i++) x = i; wait_until(() => rounds === 0); assert(saved, 'saved'); });`);
    expect(passing).toMatchObject({ common: 0 });
  });

  it('has no run beside it where none ends well', async () => {
    const v = await told(`let x: int; thread('t', () => { x = 1; assert(x === 2, 'two'); });`);
    expect(v).toMatchObject({ kind: 'assertion', passing: null });
    expect(texts(v)).toEqual(['t writes x: 0 → 1', 't reads x: 1']);
  });
});

it('a choice that went wrong is the decision that differs', async () => {
  const v = await told(`let x: int; thread('t', () => { x = 5; assert(pick(4) !== 2, 'not two'); });`);
  expect(v.steps.at(-1)).toMatchObject({ choice: 2, text: expect.stringContaining('picks 2 of 0 … 3') });
  expect(v.passing).toMatchObject({ common: 1, steps: [{}, { choice: 0 }] });
});

it('sleeping, waking and what was waited for are told', async () => {
  const lost = await told(`let flag: int; thread('sleeper', () => { if (READ_ONCE(flag) === 0) futex_wait(flag, 1); futex_wait(flag, 1); }); thread('waker', () => { WRITE_ONCE(flag, 1); futex_wake(flag, 1); });`);
  expect(texts(lost)).toContain('sleeper goes to sleep on flag, which is 1');
  expect(lost.message).toBe('no thread can go on: sleeper sleeps on flag');
});

describe('what fails half-way is told up to there', () => {
  const OBJECT = 'interface thing { n: int; } let p: thing; let x: int; let y: int;';
  it.each([
    ['an assertion in an atomic block', `${OBJECT} thread('t', () => { atomic(() => { x = 1; assert(x === 2); y = 2; }); });`, 't atomically: writes x: 0 → 1, reads x: 1'],
    ['an index', `${OBJECT} let row: ArrayOf<int, 2>; thread('t', () => { atomic(() => { x = 2; row[x] = 5; y = 2; }); });`, 't atomically: writes x: 0 → 2, reads x: 2'],
    ['a division', `${OBJECT} thread('t', () => { atomic(() => { x = 1 / y; y = 2; }); });`, 't atomically: reads y: 0'],
    ['an access, and only that', `${OBJECT} thread('t', () => { atomic(() => { x = 1; p.n = 3; y = 2; }); });`, 't atomically: writes x: 0 → 1, reads p: NULL, tries to write thing.n'],
    ['a condition that is waited for', `${OBJECT} thread('t', () => { wait_until(() => p.n === x); });`, 't looks whether it may go on: reads p: NULL, tries to read thing.n'],
    ['a division in one', `${OBJECT} thread('t', () => { wait_until(() => 1 / READ_ONCE(x) === 1); });`, 't looks whether it may go on: reads x: 0'],
    ['what comes after a free', `${OBJECT} setup(() => { p = alloc<thing>(); }); thread('t', () => { atomic(() => { free(p); x = 1; p.n = 1; }); });`, 't atomically: reads p: thing #0, goes on to free thing #0'],
    ['an assertion at the end', `${OBJECT} thread('t', () => { x = 1; }); teardown(() => { assert(this_thread() === 1); y = 1; });`, 'boot goes on, as all threads have ended'],
  ])('%s', async (_, text, last) => {
    const v = await told(text);
    expect(texts(v).at(-1)).toBe(last);
    expect(v.steps.at(-1)!.text).toMatch(/\(my\.scenario\.ts:2\)$|ended$/);
  });
});

it.each([
  ['a part of an object', 'const w = alloc<whole>(); free(w.part);', 'free of what is not an allocated object (whole #0.part.n) in thread t (my.scenario.ts:4)', 't tries to free whole #0.part.n'],
  ['a global', 'free(g);', 'free of what is not an allocated object (g.n) in thread t (my.scenario.ts:4)', 't tries to free g.n'],
  ['NULL', 'free(p);', 'free of NULL in thread t (my.scenario.ts:4)', 't tries to free NULL'],
])('what is freed wrongly is named: %s', async (_, body, message, last) => {
  const v = await told(`interface part { n: int; } interface whole { a: int; part: Embedded<part>; }
    let g: Embedded<part>; let p: part;
    thread('t', () => { ${body} });`);
  expect(v.message).toBe(message);
  expect(texts(v).at(-1)).toBe(last);
});

it('what observers note in an atomic block is nothing that it does', async () => {
  const v = await told(`let x: int; property('P', 'one', 'One only.'); function enter(): void { x++; }
    thread('t', () => { atomic(() => { enter(); }); }); let inside: int; observe_call(enter, () => { check('P', inside === 0); inside++; }); always('a', () => x === 0);`);
  expect(texts(v)).toEqual(['t atomically: reads x: 0, writes x: 0 → 1']);
});

it('each choice of an atomic block is told as it fell', async () => {
  const v = await told(`let x: int; let y: int; thread('t', () => { atomic(() => { x = pick(2); y = pick(3); }); }); always('a', () => !(x === 1 && y === 2));`);
  expect(texts(v)).toEqual(['t atomically: writes x: 0 → 1, writes y: 0 → 2']);
});

it('what happens before the threads start has no steps', async () => {
  const v = await told(`let x: int; setup(() => { assert(x === 1, 'one'); }); thread('t', () => { x = 1; });`);
  expect(v).toMatchObject({ kind: 'assertion', steps: [], token: null, passing: null });
});

it('what happens before the threads start is told with all the calls that lead there', async () => {
  // Too large for the compiler to inline them.
  const large = 'x++; '.repeat(40);
  const v = await told(`let x: int;
function deep(): void { ${large} assert(x === 2, 'two'); }
function outer(): void { ${large} deep(); deep(); ${large} }
setup(() => { outer(); outer(); });
thread('t', () => { x = 1; });`);
  expect(v.stack.map(({ fn }) => fn)).toEqual(['deep', 'outer', 'setup']);
  const prelude = await told(`let x: int;
function half(n: int): int { return 1 / n; }
thread('t', () => { let n = 0; n = half(n); x = n; });`);
  expect([prelude.kind, prelude.steps, prelude.stack.map(({ fn }) => fn)]).toEqual(['division-by-zero', [], ['half', 'thread t']]);
});

describe('a search that is wrong', () => {
  it('is contradicted loudly', async () => {
    const image = imageOf(USE_AFTER_FREE);
    const found = await foundIn(image);
    const lies: Partial<typeof found>[] = [
      { kind: 'null-pointer' },
      { message: 'something else' },
      { schedule: found.schedule.slice(0, -1) },
      { schedule: [...found.schedule, { thread: 1, choice: 0 }] },
      { schedule: [{ thread: 9, choice: 0 }] },
      { schedule: [] },
      { stack: [{ fn: 'elsewhere', file: 'x.ts', line: 1 }] },
      { cycle: 0 },
    ];
    for (const lie of lies) expect(() => tell(image, OBJECTS, { ...found, ...lie }), JSON.stringify(lie)).toThrow(/disagree, so neither can be believed.*defect of Faultline/s);
    expect(tell(image, OBJECTS, found).message).toBe(found.message);
  });

  it('is believed about a lasso only if it closes', () => {
    const image = imageOf(`let x: int; thread('t', () => { for (;;) { x = 1; x = 0; } });`);
    const t = { thread: 1, choice: 0 };
    const found: Omit<Found, 'schedule' | 'cycle'> = { kind: 'starvation', property: 'L2', message: 'for ever', stack: [], shortest: false };
    expect(tell(image, OBJECTS, { ...found, schedule: [t, t, t, t], cycle: 2 })).toMatchObject({ cycle: 2, kind: 'starvation' });
    expect(() => tell(image, OBJECTS, { ...found, schedule: [t, t, t], cycle: 2 })).toThrow(/does not come back/);
    expect(() => tell(image, OBJECTS, { ...found, schedule: [t, t], cycle: 2 })).toThrow(/does not come back/);
  });

  it('is believed about a lasso only if it is fair, and starves somebody', () => {
    const lasso: Omit<Found, 'schedule'> = { kind: 'starvation', property: null, message: 'for ever', stack: [], shortest: false, cycle: 0 };
    const spin = { thread: 1, choice: 0 };
    const unfair = imageOf(`let x: int; thread('spins', () => { while (READ_ONCE(x) === 0) cpu_relax(); }); thread('sets', () => { x = 1; });`);
    expect(() => tell(unfair, OBJECTS, { ...lasso, schedule: [spin] })).toThrow(/is not fair: sets could go all the way round, and never does.*defect of Faultline/s);
    const endless = imageOf(`let x: int; thread('spins', { repeat: FOREVER }, () => { x = 0; });`);
    expect(() => tell(endless, OBJECTS, { ...lasso, schedule: [spin] })).toThrow(/starves nobody/);
  });
});

describe('fewest switches', () => {
  const first = `let x: int; let y: int; let da: int; let db: int;
    thread('a', () => { x = 1; atomic(() => { y = 1; da = 1; }); });
    thread('b', () => { y = 2; atomic(() => { x = 2; db = 1; }); });`;

  it('are looked for among all schedules as short, not only other orders of independent steps', async () => {
    const image = imageOf(`${first} always('end', () => !(da === 1 && db === 1 && y === 1));`);
    const violation = tell(image, OBJECTS, await foundIn(image));
    expect(violation).toMatchObject({ kind: 'condition', shortest: true, fewest: true });
    expect(violation.steps.map((s) => s.name)).toEqual(['b', 'b', 'a', 'a']);
  });

  it('are known of a deadlock, where none as short has fewer', async () => {
    const image = imageOf(DEADLOCK);
    const violation = tell(image, OBJECTS, await foundIn(image));
    expect(violation).toMatchObject({ kind: 'deadlock', shortest: true, fewest: true });
    expect(violation.steps.filter((s, i) => i > 0 && s.thread !== violation.steps[i - 1]!.thread)).toHaveLength(2);
  });

  it('are not claimed where there are too many schedules to look at', async () => {
    const image = imageOf(`let n: int; let m: int; let done: int;
      thread('t', { instances: 5, repeat: 2 }, () => { n = n + 1; m = m + 1; n = n - 1; });
      always('few', () => n < 5);`);
    const violation = tell(image, OBJECTS, await foundIn(image));
    expect(violation).toMatchObject({ kind: 'condition', shortest: true, fewest: false });
  });
});
