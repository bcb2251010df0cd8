/**
 * Random programs with observers, which have words of their own: two steps that touch nothing in common may still differ by their order, because
 * of what an observer has kept from one and looks at in the other. Against the reference search, as random.test.ts.
 */
import fc from 'fast-check';
import { test } from 'vitest';
import { expectAgreement } from './agree.ts';
import { DECLARATIONS, text } from './generate.ts';
import { compileProgram, part } from './programs.ts';

/** Programs compiled together: as many as there may be threads for. */
const TOGETHER = 15;
/** SEED=random OBSERVED_PROGRAMS=3000 npx vitest run observed: for longer. */
const PROGRAMS = Number(process.env.OBSERVED_PROGRAMS ?? 30);
const STATES = 100_000;

const number = fc.constantFrom('1', '2', '3');
const object = fc.constantFrom('parts[0]', 'parts[1]', 'whole.in');
const plain = fc.oneof(
  text`set(${object}, ${number});`, text`r = get(${object});`, text`set(${object}, r);`, text`r = swap(${object}, ${number}, ${number});`, text`r = heard_of(${number});`,
  text`{ const n = at; if (n !== NULL) n.flag = ${number}; }`, text`at = ${object};`, text`x = r;`, text`r = get(${object});`, text`atomic(() => { set(${object}, ${number}); r = get(${object}); });`,
);
const statement = fc.oneof(
  { arbitrary: plain, weight: 12 }, { arbitrary: text`lock(); ${plain} unlock();`, weight: 1 }, { arbitrary: text`take(); ${plain} unlock();`, weight: 1 }, { arbitrary: text`unlock();`, weight: 1 },
  { arbitrary: text`wait_until(() => get(${object}) === ${number});`, weight: 1 }, { arbitrary: text`if (r + 0 === ${number}) ${plain}`, weight: 1 },
);
const body = (most: number): fc.Arbitrary<string> => fc.array(statement, { minLength: 2, maxLength: most }).map((list) => `let r: int = 0; ${list.join(' ')}`);
const bodies = fc.oneof(fc.array(body(4), { minLength: 2, maxLength: 2 }), fc.array(body(2), { minLength: 3, maxLength: 3 }));

/** `over` is called when all others have ended. */
const textOf = (programs: readonly string[][]): string => programs.flatMap((threads, n) => [
  ...threads.map((own, i) => `function body${n}_${i}(): void { ${own} }\nthread('p${n} ${i}', () => { body${n}_${i}(); atomic(() => { ended++; }); });`),
  `thread('p${n} last', () => { wait_until(() => ended === ${threads.length}); over(); });`,
]).join('\n');

/** What is observed goes by a pointer: a field is known by the struct it is written with. What observers keep is of all threads, or of one; some of it is only looked at when all is over. */
const observers = text`
let ended: int; let last: int; let called: int; let holders: int; let by: ArrayOf<int, 64>; let want_last: int = 99; let want_called: int; let want_by1: int; let want_by2: int; let want_by3: int;
function set(n: part, v: int): void { n.flag = v; }
function get(n: part): int { return n.flag; }
function swap(n: part, expected: int, v: int): int { return cmpxchg(n.flag, expected, v); }
function heard_of(n: int): int { return n + 0; }
function over(): void {}
property('O1', 'Written', 'Not after that.'); property('O2', 'Read', 'Not after that.'); property('O3', 'Called', 'Not after that.'); property('O4', 'Alone', 'Nobody else is inside.'); property('O5', 'Over', 'Not this end.');
observe_write<part>('flag', (p: part, v: int) => { check('O1', v !== ${number} || last !== ${number}, p); last = v; });
observe_read<part>('flag', (p: part, v: int) => { check('O2', v !== ${number} || last !== ${number}, p); by[this_thread()] = by[this_thread()] * 4 + last; });
observe_call(heard_of, (n: int) => { check('O3', n !== ${number} || by[this_thread()] !== ${number}, n); called = called * 4 + n; });
observe_return(lock, () => { check('O4', holders === 0, this_thread()); holders++; });
observe_return(take, () => { check('O4', holders === 0, this_thread()); holders++; });
observe_call(unlock, () => { holders = 0; });
observe_call(over, () => { check('O5', last !== want_last || called !== want_called || by[1] !== want_by1 || by[2] !== want_by2 || by[3] !== want_by3, this_thread()); });
`;

/** Initial values with which O5 is violated at that end. */
function keptAt(end: string): Record<string, number> {
  const { last, called, by } = JSON.parse(end) as Record<'last' | 'called' | 'by', number[]>;
  return { want_last: last[0]!, want_called: called[0]!, want_by1: by[1]!, want_by2: by[2]!, want_by3: by[3]! };
}

test('random programs with observers have the states, transitions, verdicts and ends that the reference search finds, reduced or not', { timeout: 3_600_000 }, async () => {
  const batches = fc.array(bodies, { minLength: TOGETHER, maxLength: TOGETHER });
  await fc.assert(fc.asyncProperty(batches, observers, async (programs, watching) => {
    const all = compileProgram(`${DECLARATIONS}${textOf(programs)}${watching}`);
    for (const [n, one] of programs.entries()) await expectAgreement(part(all, `p${n}`), { states: STATES, told: `${textOf([one])}${watching}`, sought: keptAt });
  }), { numRuns: Math.ceil(PROGRAMS / TOGETHER), endOnFailure: true });
});
