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
function lock(): void { do spin_until(() => l === 0); while (cmpxchg_acquire(l, 0, 1) !== 0); }
function take(): void { spin_cmpxchg_acquire(l, 0, 1); }
function unlock(): void { smp_store_release(l, 0); }
function value_of(n: node): int { return n.value; }
function next_value(n: node): int { x = n.value; return n.value + 1; }
function large(n: int): int { let m = n & 3; ${'m = (m * 5 + 1) & 7; '.repeat(12)} y = m & 1; ${'m = (m * 3 + 1) & 7; '.repeat(6)} return (m + x) & 3; }
`;

/** No program computes it. */
const NEVER = 12345;

export interface RandomThread {
  body: string;
  repeat: number;
}
export interface RandomProgram {
  threads: RandomThread[];
  always: string | null;
}

const number = fc.constantFrom('0', '1', '2');
const local = fc.constantFrom('r', 's');
const place = fc.constantFrom('x', 'y', 'z', 'a[0]');
const value = fc.oneof(number, local);
const text = (parts: TemplateStringsArray, ...holes: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
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
  { arbitrary: statements(fc.oneof(waiting, choosing, daring)), weight: 6 },
  { arbitrary: text`lock(); ${plain} ${plain} unlock();`, weight: 1 },
  { arbitrary: text`take(); ${plain} ${plain} unlock();`, weight: 1 },
  { arbitrary: text`atomic_when(() => ${place} >= ${number}, () => { ${plain} ${plain} });`, weight: 1 },
  { arbitrary: text`atomic(() => { ${plain} ${plain} });`, weight: 1 },
);

const body = (statement: fc.Arbitrary<string>, most: number): fc.Arbitrary<string> =>
  fc.array(statement, { minLength: 1, maxLength: most }).map((list) => `let r: int = 0; let s: int = 1; ${list.join(' ')}`);

export const program: fc.Arbitrary<RandomProgram> = fc.record({
  threads: fc.oneof(
    fc.array(fc.record({ body: body(threaded, 4), repeat: fc.constantFrom(1, 1, 2) }), { minLength: 2, maxLength: 2 }),
    fc.array(fc.record({ body: body(threaded, 2), repeat: fc.constant(1) }), { minLength: 3, maxLength: 3 }),
  ),
  always: fc.oneof({ arbitrary: fc.constant(null), weight: 4 }, { arbitrary: text`${place} <= 2 || ${place} + 0 === ${number}`, weight: 1 }),
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

/** Several programs as one text (programs.ts): `p0`, `p1`, … Each has a judge, which sees the memory that all others leave. */
export function textOf(programs: readonly RandomProgram[]): string {
  const never = Object.keys(SOUGHT).map((name) => `let ${name}: int = ${NEVER};`).join(' ');
  const seen = Object.entries(SOUGHT).map(([name, is]) => `${is} === ${name}`).join(' && ');
  return `${DECLARATIONS}let e0: int; let e1: int; let e2: int; ${never}\n${programs.map(({ threads, always }, n) => [
    ...threads.map((t, i) => `function body${n}_${i}(): void { ${t.body} }\nthread('p${n} ${i}', { repeat: ${t.repeat} }, () => { body${n}_${i}(); e${i}++; });`),
    `thread('p${n} judge', () => { wait_until(() => ${threads.map((t, i) => `e${i} === ${t.repeat}`).join(' && ')}); atomic(() => { assert(!(${seen}), 'sought'); }); });`,
    ...(always ? [`always('p${n} holds', () => ${always});`] : []),
  ].join('\n')).join('\n')}`;
}
