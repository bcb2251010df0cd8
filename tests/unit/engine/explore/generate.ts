/** Random small programs in the dialect: threads of a few statements over a handful of shared words, a lock, a futex and objects. */
import fc from 'fast-check';

/** What all of them share. The large function is not inlined, so that calls have frames of their own. */
export const DECLARATIONS = `
interface node { next: node; value: int; func: (n: node) => int; }
let x: int; let y: int = 1; let z: int;
let c: Embedded<atomic_t>;
let a: ArrayOf<int, 2>;
let l: int; let f: int;
let p: node; let q: node;
interface part { flag: int; left: uint; }
interface cell { link: cell; in: Embedded<part>; marks: ArrayOf<int, 2>; }
let head: cell; let other: cell; let cells: ArrayOf<cell, 2>; let whole: Embedded<cell>; let parts: ArrayOf<Embedded<part>, 2>; let at: part; let u: uint = 1;
function any_flag(): boolean { for (let i: int = 0; i < 2; i++) if (parts[i].flag === 1) return true; return false; }
function lock(): void { do spin_until(() => l === 0); while (cmpxchg_acquire(l, 0, 1) !== 0); }
function take(): void { spin_cmpxchg_acquire(l, 0, 1); }
function unlock(): void { smp_store_release(l, 0); }
function value_of(n: node): int { return n.value; }
function next_value(n: node): int { x = n.value; return n.value + 1; }
function large(n: int): int { let m = n & 3; ${'m = (m * 5 + 1) & 7; '.repeat(12)} y = m & 1; ${'m = (m * 3 + 1) & 7; '.repeat(6)} return (m + x) & 3; }
`;

/** What belongs to each thread, and names threads. */
const NAMES = `
interface task_struct { flags: int; state: int; }
let own: ArrayOf<int, 64>; let owner: int; let stack: node; let tasks: ArrayOf<Embedded<task_struct>, 64>; let task: task_struct; let there: Embedded<atomic_t>;
`;

/** No program computes it. */
const NEVER = 12345;

export interface RandomThread {
  body: string;
  repeat: number;
  /** Default 1. */
  instances?: number;
}
export interface RandomProgram {
  threads: RandomThread[];
  always: string | null;
  /** The body of a kernel thread, which need not end. */
  kernel?: string | null;
}

const number = fc.constantFrom('0', '1', '2');
const local = fc.constantFrom('r', 's');
const place = fc.constantFrom('x', 'y', 'z', 'a[0]');
const value = fc.oneof(number, local);
export const text = (parts: TemplateStringsArray, ...holes: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...holes).map((values) => String.raw({ raw: parts }, ...values));

/** Sums are compared, as TypeScript takes it for a mistake to compare what it knows to be a literal. Ends whatever the other threads do, and has one outcome. */
const plain = fc.oneof(
  text`${local} = ${place};`, text`${place} = ${value};`, text`${place} = ${place} + ${number};`, text`WRITE_ONCE(${place}, ${value});`, text`${local} = READ_ONCE(${place});`,
  text`${local} = xchg(${place}, ${value});`, text`${local} = cmpxchg(${place}, ${value}, ${value});`, text`atomic_inc(c);`, text`${local} = atomic_fetch_add(${number}, c);`,
  text`${local} = atomic_sub_return(${value}, c);`, text`${local} = ${local} + ${value};`, text`a[${local} & 1] = ${value};`, text`${local} = large(${value});`,
  text`{ const m = local<node>(); m.value = ${value}; ${local} = m.value + m.value; }`, text`${local} = this_instance();`, text`{ smp_mb(); ${place} = ${local}; }`,
  text`{ const n = alloc<node>(); n.value = ${value}; n.next = p; p = n; }`, text`{ const n = xchg(p, NULL); if (n !== NULL) free(n); }`, text`q = p;`,
  text`{ const n = p; if (n !== NULL) { n.func = value_of; if (${local} + 0 === 1) n.func = next_value; } }`,
);
/** May go wrong. */
const daring = fc.oneof(
  text`{ const n = q; if (n !== NULL) { n.value = ${value}; n.value++; } }`, text`if (q !== NULL) free(q);`, text`{ const n = p; if (n !== NULL && n.func !== NULL) ${local} = n.func(n); }`,
  text`a[${local}] = 1;`, text`assert(${local} <= 2);`, text`assert(${place} !== 2);`, text`${local} = p.value;`,
);
const waiting = fc.oneof(
  text`wait_until(() => ${place} >= ${number});`, text`wait_until(() => ${place} + 0 === ${place} || ${place} === ${local} + 0);`,
  text`futex_wait(f, ${number});`, text`while (READ_ONCE(f) === 0) futex_wait(f, 0);`, text`f = 1;`, text`futex_wake(f, ${fc.constantFrom('1', '2')});`,
);
/** Structs within structs and arrays, pointers into them, objects that hold each other, unsigned numbers, and conditions over several words. May go wrong. */
const numbered = fc.oneof(text`(${local} & 1)`, text`(x & 1)`, text`(parts[0].flag & 1)`, number.map((n) => String(Number(n) & 1)));
const shaped = fc.oneof(
  text`at = parts[${numbered}];`, text`at = whole.in;`, text`at = NULL;`, text`{ const n = head; if (n !== NULL) at = n.in; }`, text`{ const n = local<part>(); n.flag = ${value}; at = n; }`,
  text`{ const n = at; if (n !== NULL) { n.flag = ${value}; ${local} = n.flag; } }`, text`if (at !== NULL) at.left = at.left + 1;`, text`if (at === parts[${numbered}]) ${place} = ${value};`, text`if (at === whole.in) ${local} = container_of<cell>(at, 'in').marks[1];`,
  text`whole.marks[${numbered}] = ${value};`, text`${local} = parts[${numbered}].flag;`, text`parts[${numbered}].flag = ${value};`,
  text`{ const n = alloc<cell>(); n.in.flag = ${value}; n.link = head; head = n; }`, text`{ const n = head; if (n !== NULL) { head = n.link; free(n); } }`, text`{ const n = xchg(head, NULL); if (n !== NULL) { other = n.link; free(n); } }`,
  text`atomic(() => { const n = head; if (n !== NULL) { head = n.link; if (other !== n) free(n); } });`, text`other = head;`, text`{ const n = other; if (n !== NULL) n.link = n; }`, text`{ const n = other; if (n !== NULL) n.link = head; }`,
  text`cells[${numbered}] = head;`, text`{ const n = cells[${numbered}]; if (n !== NULL) ${local} = n.marks[${numbered}]; }`, text`if (cells[0] === cells[1]) ${place} = ${value};`, text`if (cmpxchg(cells[${numbered}], NULL, whole) === NULL) ${plain}`,
  text`u = u - ${number};`, text`${local} = x / y;`, text`u = u / (u + ${number});`, text`${local} = (${local} << 31) >> ${number};`, text`if (u > 1) ${place} = 1;`, text`u = u << (${local} + 0);`, text`x = (x - 2) % 2;`, text`if (u - 1 < u) ${plain}`,
  text`for (let i: int = 0; i < 2; i++) { ${local} = ${local} + pick(2); ${place} = ${local} & 3; }`, text`atomic(() => { ${local} = pick(2); if (pick(2) === ${local}) ${place} = ${local}; ${plain} });`, text`${local} = pick(${local});`,
  text`atomic(() => { ${plain} assert(${place} <= 1 || ${local} + 0 !== 1); ${place} = ${value}; });`, text`atomic(() => { for (let i: int = 0; i < 2; i++) if (parts[i].flag === 0) { parts[i].flag = 1; ${local} = i; } });`,
  text`while (READ_ONCE(${place}) === 0) cpu_relax();`, text`while (READ_ONCE(${place}) === ${number}) y = 1 - y;`, text`while (cmpxchg(${place}, ${number}, ${number}) === 2) ${plain}`, text`if (${local} + 0 === ${number}) return;`,
  text`wait_until(() => x + 0 === ${number} && y !== 0);`, text`wait_until(() => x > z || (y === 0 && f === 0));`, text`wait_until(() => at !== NULL && at.flag >= ${number});`, fc.constant('wait_until(() => any_flag() || u === 0);'),
  text`wait_until(() => head === NULL || head.in.flag === ${number});`, text`atomic_when(() => ${place} === ${place} && ${place} <= 1, () => { ${plain} ${local} = pick(2); ${plain} });`, text`spin_cmpxchg_acquire(parts[${numbered}].flag, ${number}, 1);`,
  text`futex_wait(parts[${numbered}].flag, ${number});`, text`futex_wake(parts[${numbered}].flag, ${fc.constantFrom('1', '2', '-1', '0')});`, text`{ const n = at; if (n !== NULL) futex_wait(n.flag, 0); }`, text`parts[0].flag = 1; futex_wake(parts[0].flag, 1);`,
  text`if (deadline_passed(deadline_after_us(${local}))) ${plain} else ${plain}`,
);
const choosing = fc.oneof(text`${local} = pick(${fc.constantFrom('2', '3')});`, text`if (deadline_passed(deadline_after_us(5))) ${plain}`);

function statements(more: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const simple = fc.oneof({ arbitrary: plain, weight: 6 }, { arbitrary: more, weight: 3 });
  return fc.oneof(
    { arbitrary: simple, weight: 8 },
    { arbitrary: text`if (${local} + 0 === ${value}) { ${simple} } else { ${simple} }`, weight: 1 },
    { arbitrary: text`for (let i: int = 0; i < 2; i++) { ${plain} }`, weight: 1 },
    { arbitrary: text`switch (${local}) { case 0: ${simple} break; case 1: return; default: ${plain} }`, weight: 1 },
  );
}
const threaded = fc.oneof(
  { arbitrary: statements(fc.oneof({ arbitrary: fc.oneof(waiting, choosing, daring), weight: 1 }, { arbitrary: shaped, weight: 1 })), weight: 6 },
  { arbitrary: text`lock(); ${plain} ${plain} unlock();`, weight: 1 },
  { arbitrary: text`take(); ${plain} ${plain} unlock();`, weight: 1 },
  { arbitrary: text`atomic_when(() => ${place} >= ${number}, () => { ${plain} ${plain} });`, weight: 1 },
  { arbitrary: text`atomic(() => { ${plain} ${plain} });`, weight: 1 },
);

/** What depends on which thread it is, and yet may not tell. `own` has an element for each thread, `stack` leads from one thread's automatic storage to another's. */
const naming = fc.oneof(
  text`own[this_thread()] = ${value};`, text`${local} = own[this_thread()];`, text`owner = (this_thread() + 1) << 1;`, text`owner = 0;`, text`if (owner === ((this_thread() + 1) << 1)) ${plain}`,
  text`{ const o = owner; if (o !== 0) ${local} = own[(o >> 1) - 1]; }`, text`{ let n = 0; atomic(() => { for (let t = 0; t < thread_count(); t++) if (t !== this_thread() && own[t] === 1) n++; }); ${local} = n; }`,
  text`atomic(() => { for (let t = 0; t < thread_count(); t++) if (own[t] === ${number}) own[t] = 1; });`,
  text`{ const m = local<node>(); m.value = ${value}; m.next = stack; stack = m; }`, text`{ const m = stack; if (m !== NULL) { ${local} = m.value; stack = m.next; } }`,
  text`task = tasks[this_thread()];`, text`tasks[this_thread()].state = ${number};`, text`{ const t = task; if (t !== NULL) ${local} = t.state; }`,
  text`futex_wait(tasks[this_thread()].state, ${number});`, text`{ const t = task; if (t !== NULL) { t.state = 1; futex_wake(t.state, 1); } }`,
);
/** What tells them apart. */
const telling = fc.oneof(text`if (this_thread() === 1) ${plain}`, text`own[1] = ${value};`, text`x = this_thread();`, text`own[(this_instance() + 1) & 3] = ${value};`);

const body = (statement: fc.Arbitrary<string>, most: number): fc.Arbitrary<string> =>
  fc.array(statement, { minLength: 1, maxLength: most }).map((list) => `let r: int = 0; let s: int = 1; ${list.join(' ')}`);

/** Two or three threads with one body, and another. They may wait for each other in the end, so that what they have on their stacks is there. */
export const alike: fc.Arbitrary<RandomProgram> = fc.record({
  threads: fc.tuple(fc.constantFrom(2, 2, 3), fc.boolean()).chain(([instances, meet]) => {
    const own = fc.oneof({ arbitrary: threaded, weight: 20 }, { arbitrary: naming, weight: 20 }, { arbitrary: telling, weight: 1 });
    const all = (most: number): fc.Arbitrary<string> => body(own, most).map((list) => (meet ? `${list} atomic_inc(there); wait_until(() => atomic_read(there) === ${instances + 1});` : list));
    return fc.tuple(
      fc.record({ body: all(instances === 2 ? 3 : 2), repeat: fc.constant(1), instances: fc.constant(instances) }),
      fc.record({ body: all(instances === 2 ? 2 : 1), repeat: fc.constant(1) }),
    );
  }),
  always: fc.oneof({ arbitrary: fc.constant(null), weight: 4 }, { arbitrary: text`${place} <= 2 || ${place} + 0 === ${number}`, weight: 1 }),
});

export const program: fc.Arbitrary<RandomProgram> = fc.record({
  threads: fc.oneof(
    fc.array(fc.record({ body: body(threaded, 4), repeat: fc.constantFrom(1, 1, 2) }), { minLength: 2, maxLength: 2 }),
    fc.array(fc.record({ body: body(threaded, 2), repeat: fc.constant(1) }), { minLength: 3, maxLength: 3 }),
  ),
  always: fc.oneof({ arbitrary: fc.constant(null), weight: 4 }, { arbitrary: text`${place} <= 2 || ${place} + 0 === ${number}`, weight: 1 }),
});

/** With a kernel thread, which goes round for ever. */
export const served: fc.Arbitrary<RandomProgram> = fc.record({
  program,
  kernel: fc.option(fc.oneof(
    text`wait_until(() => f === 1); f = 0; ${plain}`, text`wait_until(() => l === 1); ${place} = ${number}; wait_until(() => l === 0);`, text`futex_wait(f, 0); ${place} = ${number};`,
    text`{ const n = xchg(q, NULL); if (n !== NULL && n === p) { p = NULL; free(n); } wait_until(() => q !== NULL); }`, text`wait_until(() => atomic_read(c) > 0); atomic_set(c, 0); futex_wake(f, 2);`,
    text`atomic_when(() => ${place} === 2, () => { ${place} = 0; y = 1; });`, text`take(); ${place} = ${number}; unlock(); wait_until(() => z === 0);`,
  )),
}).map(({ program: { threads, always }, kernel }) => ({ threads, always, kernel }));

/** What comes when all threads have ended; it may wait for ever, or go wrong. Afterwards nothing may be left. */
export const ending: fc.Arbitrary<string> = fc.oneof(
  text``, text`${place} = ${place}; { const n = xchg(p, NULL); if (n !== NULL) free(n); }`, text`z = large(${number}); assert(${place} !== 2 || y + 0 === 1);`, text`while (p !== NULL) { const n = p; p = n.next; free(n); }`,
  text`wait_until(() => f === 0); ${place} = ${number};`, text`{ const n = alloc<node>(); n.value = ${place}; assert(n.value < 3); free(n); }`, text`if (q !== NULL) z = large(q.value);`,
);

/** Few, so that they are met, and stores often change nothing. */
const few = fc.constantFrom('x', 'z');
const stored = fc.constantFrom('0', '2');
const store = fc.oneof({ arbitrary: text`${few} = ${stored};`, weight: 4 }, { arbitrary: fc.oneof(text`${few} = ${few};`, text`WRITE_ONCE(${few}, 2 - ${few});`, text`atomic(() => { ${few} = ${stored}; ${few} = ${stored}; });`), weight: 1 });
const goesOn = fc.array(store, { minLength: 1, maxLength: 2 }).map((list) => `while (true) { ${list.join(' ')} }`);
/** It ends with a look. */
const looks = fc.tuple(fc.array(store, { maxLength: 2 }), fc.array(fc.tuple(few, stored), { minLength: 1, maxLength: 2 })).map(([stores, seen]) =>
  `${stores.join(' ')} ${seen.map(([from], i) => `const s${i} = READ_ONCE(${from});`).join(' ')} assert(!(${seen.map(([, n], i) => `s${i} + 0 === ${n}`).join(' && ')}));`);
/** What threads do last is looked at by others, if by anybody. */
export const watched: fc.Arbitrary<RandomProgram> = fc.record({
  threads: fc.array(fc.oneof({ arbitrary: looks, weight: 3 }, { arbitrary: fc.array(store, { minLength: 1, maxLength: 3 }).map((list) => list.join(' ')), weight: 1 }).map((body) => ({ body, repeat: 1 })), { minLength: 1, maxLength: 2 }),
  always: fc.constant(null),
  kernel: fc.oneof(goesOn, fc.constant(null)),
});

/** A body that ends, in one way, when it runs alone. */
export const sequential: fc.Arbitrary<string> = body(statements(plain), 8);

/** What a judge compares when all other threads have ended, each as an expression, by the name of the global that it is compared with. */
const SOUGHT = { want_x: 'x', want_y: 'y', want_z: 'z', want_c: 'c.counter', want_a0: 'a[0]', want_a1: 'a[1]', want_l: 'l', want_f: 'f', want_p: '(p === NULL ? 0 : 1)' };

/** An end, as the reference search tells it, as initial values with which the judge fails if it sees that end. */
export function soughtEnd(end: string): Record<string, number> {
  const word = JSON.parse(end) as Record<string, number[]>;
  const [x, y, z, c, l, f, p] = ['x', 'y', 'z', 'c', 'l', 'f', 'p'].map((name) => word[name]![0]!);
  return { want_x: x!, want_y: y!, want_z: z!, want_c: c!, want_a0: word.a![0]!, want_a1: word.a![1]!, want_l: l!, want_f: f!, want_p: p === 0 ? 0 : 1 };
}

/** Several programs as one text (programs.ts): `p0`, `p1`, … Each has a judge, which sees the memory that all others leave; `last`: of all their teardowns, the beginning, after which it is they who judge. */
export function textOf(programs: readonly RandomProgram[], last: string | null = null): string {
  const never = Object.keys(SOUGHT).map((name) => `let ${name}: int = ${NEVER};`).join(' ');
  const seen = Object.entries(SOUGHT).map(([name, is]) => `${is} === ${name}`).join(' && ');
  return `${DECLARATIONS}${NAMES}let e0: int; let e1: int; let e2: int; ${never}\n${last === null ? '' : `teardown(() => { ${last} assert(!(${seen}), 'sought'); });\n`}${programs.map(({ threads, always, kernel = null }, n) => [
    ...threads.map((t, i) => `function body${n}_${i}(): void { ${t.body} }\nthread('p${n} ${i}', { repeat: ${t.repeat}, instances: ${t.instances ?? 1} }, () => { body${n}_${i}(); ${(t.instances ?? 1) > 1 ? `atomic(() => { e${i}++; });` : `e${i}++;`} });`),
    ...(kernel === null ? [] : [`kthread('p${n} kernel', () => { let r: int = 0; let s: int = 1; ${kernel} });`]),
    last !== null ? '' : `thread('p${n} judge', () => { wait_until(() => ${threads.map((t, i) => `e${i} === ${t.repeat * (t.instances ?? 1)}`).join(' && ')}); atomic(() => { assert(!(${seen}), 'sought'); }); });`,
    ...(always ? [`always('p${n} holds', () => ${always});`] : []),
  ].join('\n')).join('\n')}`;
}

/** The same without judges: the threads' last steps are those of their bodies, and nobody looks at what they leave. */
export function unjudged(programs: readonly RandomProgram[]): string {
  return `${DECLARATIONS}${NAMES}let e0: int; let e1: int; let e2: int;\n${programs.map(({ threads, always, kernel = null }, n) => [
    ...threads.map((t, i) => `thread('p${n} ${i}', { repeat: ${t.repeat}, instances: ${t.instances ?? 1} }, () => { ${t.body} });`),
    ...(kernel === null ? [] : [`kthread('p${n} kernel', () => { let r: int = 0; let s: int = 1; ${kernel} });`]),
    ...(always ? [`always('p${n} holds', () => ${always});`] : []),
  ].join('\n')).join('\n')}`;
}
