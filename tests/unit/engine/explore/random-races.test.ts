/** What comes of a program on real cores is among what the search finds: the same source means the same in both. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkScenario } from '../../../../electron/engine/compile.ts';
import { FAIL } from '../../../../shared/dialect/live/abi.ts';
import { race, type RaceEnd } from '../live/races.ts';
import { text, textOf, type RandomProgram } from './generate.ts';
import { compileProgram, explored, imageOf, part, withInitial } from './programs.ts';

/** Programs compiled together. */
const TOGETHER = 12;
/** SEED=random RACED_PROGRAMS=1200 npx vitest run random-races: for longer. */
const PROGRAMS = Number(process.env.RACED_PROGRAMS ?? 24);
const ROUNDS = 2000;
const STATES = 100_000;
/** No processor orders more than this one says. */
const WEAK = process.arch === 'x64' ? 'tso' : 'lkmm-ra';

/** What the judge of `textOf` compares, by the name of the value that it is told. */
const READ = { want_x: 'x', want_y: 'y', want_z: 'z', want_c: 'c', want_a0: 'a[0]', want_a1: 'a[1]', want_l: 'l', want_f: 'f', want_p: 'p' };

const number = fc.constantFrom('0', '1', '2');
const place = fc.constantFrom('x', 'y', 'z');
const local = fc.constantFrom('r', 's');
const value = fc.oneof(number, local);
/** Of what the live form promises no less than the explored one: an `atomic` block lets others go on, and a futex may wake by itself. */
const plain = fc.oneof(
  text`${place} = ${value};`, text`${local} = ${place};`, text`${local} = ${place};`, text`WRITE_ONCE(${place}, ${value});`, text`${local} = READ_ONCE(${place});`, text`smp_mb();`,
  text`smp_store_release(${place}, ${value});`, text`${local} = smp_load_acquire(${place});`, text`${place} = ${place} + 1;`, text`${local} = xchg(${place}, ${value});`,
  text`${local} = cmpxchg(${place}, ${number}, ${value});`, text`${local} = cmpxchg_relaxed(${place}, ${number}, ${value});`, text`atomic_inc(c);`, text`${local} = atomic_fetch_add(${value}, c);`,
  text`{ const n = alloc<node>(); n.value = ${value}; n.next = NULL; const o = xchg(p, n); if (o !== NULL) free(o); }`, text`{ const n = xchg(p, NULL); if (n !== NULL) { ${local} = n.value; free(n); } }`,
  text`${local} = large(${local} & 3);`, text`${local} = pick(2);`, text`whole.marks[${local} & 1] = ${value};`, text`${local} = whole.marks[${local} & 1];`,
);
const statement = fc.oneof(
  { arbitrary: plain, weight: 8 },
  { arbitrary: text`lock(); ${plain} ${plain} unlock();`, weight: 1 }, { arbitrary: text`take(); ${plain} ${plain} unlock();`, weight: 1 },
  { arbitrary: text`if (${local} + 0 === ${number}) { ${plain} } else { ${plain} }`, weight: 1 },
  { arbitrary: text`for (let i: int = 0; i < 2; i++) { ${plain} }`, weight: 1 },
  { arbitrary: text`assert(${local} + 0 !== ${number});`, weight: 1 },
);
const list = fc.array(statement, { minLength: 2, maxLength: 5 });
/** What a thread has learned is in `a` when it has ended. */
const raced = fc.array(list, { minLength: 2, maxLength: 2 });

/** `between`: goes between two statements. */
function programOf(threads: readonly string[][], between = ''): RandomProgram {
  return { threads: threads.map((statements, i) => ({ repeat: 1, body: `let r: int = 0; let s: int = 0; ${[...statements, `a[${i}] = r * 4 + s;`].join(` ${between} `)}` })), always: null };
}

/** Some time goes by, of which the explored program knows nothing. */
const LATER = 'let looks: int; function later(): void { if (pick(3) === 0) { let n = pick(100); while (n > 0) { READ_ONCE(looks); n--; } } }\n';

function compileLive(programs: readonly string[][][]) {
  const all = `scenario({ title: 'test', protocol: 'none', heap_kb: 64 });\n${LATER}${textOf(programs.map((one) => programOf(one, 'later();')))}`;
  const { program, diagnostics } = checkScenario({ scenario: { path: 'scenarios/test.scenario.ts', text: all }, config: {} });
  if (!program) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return program;
}

/** The values with which the judge fails if it sees that end. */
function sought({ words }: RaceEnd): Record<string, number> {
  return Object.fromEntries(Object.entries(READ).map(([want, name]) => [want, name === 'p' ? Number(words.p !== 0) : words[name]!]));
}

test('what a race comes to is among what is explored', { timeout: 3_600_000 }, async () => {
  await fc.assert(fc.asyncProperty(fc.array(raced, { minLength: TOGETHER, maxLength: TOGETHER }), async (programs) => {
    const text = textOf(programs.map((one) => programOf(one)));
    const [inOrder, weak, live] = [compileProgram(text), compileProgram(text, {}, WEAK), compileLive(programs)];
    for (const [n, one] of programs.entries()) {
      const told = JSON.stringify(one);
      const name = `p${n}`;
      const fails = (await explored(imageOf(part(weak, name), STATES), 'full')).outcome === 'violated';
      const ends = await race(part(live, name), { mode: n % 2 ? 'trace' : 'throughput', checks: n % 2 ? 'full' : 'quarantine', rounds: ROUNDS, read: Object.values(READ), without: 'judge' });
      expect(ends.length, told).toBeGreaterThan(0);
      for (const end of ends) {
        if (end.failed !== 0) expect({ failed: end.failed, fails }, told).toEqual({ failed: FAIL.assert, fails: true });
        else if (!fails) await expectFound(end, told, [part(inOrder, name), part(weak, name)]);
      }
    }
  }), { numRuns: Math.ceil(PROGRAMS / TOGETHER), endOnFailure: true });
});

/** In order, or else as the weaker memory allows. */
async function expectFound(end: RaceEnd, told: string, [inOrder, weak]: [Parameters<typeof part>[0], Parameters<typeof part>[0]]): Promise<void> {
  for (const program of [inOrder, weak]) {
    const { outcome } = await explored(imageOf(withInitial(program, sought(end)), STATES), 'full');
    if (outcome === 'violated') return;
  }
  expect.unreachable(`nothing explored ends so: ${JSON.stringify(end.words)}: ${told}`);
}
