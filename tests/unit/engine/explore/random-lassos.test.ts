import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tell } from '../../../../electron/engine/replay/tell.ts';
import { compileProgram, imageOf, OBJECTS, part, searchOf } from './programs.ts';
import { referenceLassos } from './reference/lassos.ts';
import { referenceSearch } from './reference/search.ts';

/** Programs compiled together: as many as there may be threads for. */
const TOGETHER = 16;
/** LASSO_PROGRAMS=16000 npx vitest run random-lassos: for longer. */
const PROGRAMS = Number(process.env.LASSO_PROGRAMS ?? 96);
/** Larger programs are passed over: the reference search looks at all ways from all states. */
const STATES = 150;

const place = fc.constantFrom('x', 'y', 'z');
const number = fc.constantFrom('0', '1');
const text = (parts: TemplateStringsArray, ...holes: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...holes).map((values) => String.raw({ raw: parts }, ...values));

/** No word ever holds anything but 0 or 1, so that all programs are finite. Sums are compared, as TypeScript takes it for a mistake to compare literals. */
const plain = fc.oneof(
  text`${place} = ${number};`, text`${place} = 1 - ${place};`, text`cmpxchg(${place}, ${number}, ${number});`, text`${place} = ${place};`,
  text`if (${place} + 0 === ${number}) ${place} = ${number};`, text`x = pick(2);`,
);
const condition = fc.oneof(
  { arbitrary: text`${place} + 0 === ${number}`, weight: 6 }, { arbitrary: text`cmpxchg(${place}, 0, 1) === ${number}`, weight: 2 },
  { arbitrary: fc.constant('deadline_passed(deadline_after_us(5))'), weight: 1 }, { arbitrary: fc.constant('pick(2) === 0'), weight: 1 },
);
const statement = fc.oneof(
  { arbitrary: plain, weight: 4 },
  { arbitrary: text`while (!(${condition})) { ${plain} }`, weight: 3 },
  { arbitrary: text`do { ${plain} } while (${condition});`, weight: 2 },
  { arbitrary: text`for (;;) { ${plain} if (${condition}) break; ${plain} }`, weight: 2 },
  { arbitrary: text`wait_until(() => ${place} + 0 === ${number});`, weight: 2 },
  { arbitrary: text`do spin_until(() => z + 0 === 0); while (cmpxchg(z, 0, 1) !== 0); ${plain} z = 0;`, weight: 1 },
  { arbitrary: text`wait_until(() => ${place} + 0 === ${number} || ${place} + 0 === ${number});`, weight: 1 },
  { arbitrary: text`atomic_when(() => ${place} === ${place}, () => { ${plain} ${plain} });`, weight: 1 },
  { arbitrary: text`spin_cmpxchg_acquire(z, 0, 1); ${plain} z = 0;`, weight: 1 },
  { arbitrary: text`for (let go = true; go; ) atomic(() => { if (${place} + 0 === ${number} && deadline_passed(deadline_after_us(5))) go = false; });`, weight: 1 },
  { arbitrary: fc.constantFrom('futex_wait(f, 0);', 'futex_wake(f, 1);', 'while (READ_ONCE(f) === 0) futex_wait(f, 0);', 'f = 1; futex_wake(f, 2); f = 0;'), weight: 1 },
);
const thread = fc.record({
  kind: fc.constantFrom('', '', '', '{ repeat: 2 }, ', '{ repeat: FOREVER }, ', '{ repeat: FOREVER }, ', 'kernel'),
  body: fc.array(statement, { minLength: 1, maxLength: 2 }).map((list) => list.join(' ')),
});
const program = fc.array(thread, { minLength: 2, maxLength: 3 });

/** Which a strongly fair schedule would let end: chance seldom makes one. */
const ONLY_WEAK = [{ kind: '{ repeat: FOREVER }, ', body: 'x = 1; x = 0;' }, { kind: '', body: 'wait_until(() => x === 1);' }];

/** In the order with the fewest switches it would be fair in the weak sense only: `x` is 2 while `y` is 0. */
const IN_ORDER = [{ kind: '{ repeat: FOREVER }, ', body: 'x = 1; x = 2; x = 0;' }, { kind: '{ repeat: FOREVER }, ', body: 'y = 2; y = 0; y = 1;' }, { kind: '', body: 'wait_until(() => x === 2 && y === 1);' }];

function textOf(programs: readonly { kind: string; body: string }[][]): string {
  return `let x: int; let y: int = 1; let z: int; let f: int;\n${programs.flatMap((threads, n) => threads.map(({ kind, body }, i) => {
    const head = kind === 'kernel' ? `kthread('p${n} ${i}', ` : `thread('p${n} ${i}', ${kind}`;
    return `${head}() => { ${body} });`;
  })).join('\n')}`;
}

test('random programs go round for ever as the reference search finds, and the rounds found replay', { timeout: 3_600_000 }, async () => {
  const seen = { weak: 0, strong: 0, none: 0 };
  const batches = fc.array(program, { minLength: TOGETHER, maxLength: TOGETHER });
  await fc.assert(fc.asyncProperty(batches, async (batch) => {
    const programs = [...batch, ONLY_WEAK, IN_ORDER];
    const all = compileProgram(textOf(programs));
    for (const [n, one] of programs.entries()) {
      const told = textOf([one]);
      const image = imageOf(part(all, `p${n}`));
      if (referenceSearch(image.program, OBJECTS).violations.length > 0) continue;
      const there = referenceLassos(image.program, OBJECTS, STATES);
      if (there === 'unknown') continue;
      const { outcome, found, reason } = await searchOf(image, { liveness: true });
      const nearest = there.strong ?? there.weak;
      expect({ outcome, reason, cycle: found?.cycle ?? null }, told).toEqual({ outcome: nearest === null ? 'verified' : 'violated', reason: null, cycle: nearest });
      seen[there.strong !== null ? 'strong' : there.weak !== null ? 'weak' : 'none']++;
      if (!found) continue;
      const { message, cycle } = tell(image, { objects: OBJECTS }, found);
      expect([cycle, message.includes('strong')], told).toEqual([nearest, there.strong !== null]);
    }
  }), { numRuns: Math.ceil(PROGRAMS / TOGETHER), endOnFailure: true });
  // Otherwise nothing has been compared.
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
});
