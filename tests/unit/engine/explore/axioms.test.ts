/**
 * Random programs of marked accesses come to what the axioms of the Linux-kernel memory model allow (axioms.ts): to nothing else, and to all of it
 * where no load comes before a store of its thread without a full barrier between, and no barrier between a fully ordered exchange and its own, so
 * that nothing is left of what the lab takes to be stronger on purpose (docs/memory-models.md).
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openSpace } from '../../../../electron/engine/explore/boot.ts';
import { checkForSearch } from '../../../../electron/engine/explore/program.ts';
import { search } from '../../../../electron/engine/explore/search.ts';
import { emitStep, type StepImage } from '../../../../shared/dialect/step/emit.ts';
import { RECORD } from '../../../../shared/dialect/step/layout.ts';
import { FIRST_PLACE } from '../../../../shared/dialect/step/tables.ts';
import { allowed, isExchange, isLoad, type Op, type OpKind } from './axioms.ts';
import { part } from './programs.ts';

/** Programs compiled together: a weak memory model is for few threads. */
const TOGETHER = 8;
/** SEED=random AXIOM_PROGRAMS=2000 npx vitest run axioms: for longer. */
const PROGRAMS = Number(process.env.AXIOM_PROGRAMS ?? 64);
const WORDS = ['x', 'y', 'z'];
const MOST_LOADS = 9;

const ANY: OpKind[] = ['write', 'write', 'release', 'read', 'read', 'acquire', 'xchg', 'xchg_relaxed', 'xchg_acquire', 'xchg_release'];
/** Where loads come last, up to the next full barrier. */
const FEW: OpKind[] = ['write', 'write', 'write', 'release', 'read', 'read', 'read', 'acquire', 'xchg'];

const opOf = (kinds: readonly OpKind[], words: number): fc.Arbitrary<Op> => fc.record({ kind: fc.constantFrom(...kinds), word: fc.nat(words - 1), value: fc.constant(0) });
/** Accesses, often with a fence between two of them. */
const threadOf = (kinds: readonly OpKind[], words: number, most: number): fc.Arbitrary<Op[]> =>
  fc.array(fc.tuple(opOf(kinds, words), fc.option(opOf(['mb', 'mb', 'wmb', 'rmb'], 1))), { minLength: 2, maxLength: most }).map((list) => list.flat().filter((op) => op !== null));
const threadsOf = (kinds: readonly OpKind[]): fc.Arbitrary<Op[][]> => fc.oneof(
  fc.array(threadOf(kinds, 2, 3), { minLength: 2, maxLength: 2 }), fc.array(threadOf(kinds, 2, 2), { minLength: 3, maxLength: 3 }), fc.array(threadOf(kinds, 3, 2), { minLength: 3, maxLength: 3 }),
);

/** What a fence or an order is for is seldom come by: messages that are passed, stores that are buffered, stores that cross. With or without what keeps it from going wrong, and often one access more. */
const store = (word: number): fc.Arbitrary<Op> => fc.record({ kind: fc.constantFrom<OpKind>('write', 'write', 'release'), word: fc.constant(word), value: fc.constant(0) });
const load = (word: number): fc.Arbitrary<Op> => fc.record({ kind: fc.constantFrom<OpKind>('read', 'read', 'acquire'), word: fc.constant(word), value: fc.constant(0) });
const line = (first: fc.Arbitrary<Op>, fences: readonly OpKind[], second: fc.Arbitrary<Op>): fc.Arbitrary<Op[]> =>
  fc.tuple(first, fc.option(opOf(fences, 1), { freq: 3 }), second).map((ops) => ops.filter((op) => op !== null));
const [stores, loads, crossed] = [line(store(0), ['wmb', 'wmb', 'mb'], store(1)), line(load(1), ['rmb', 'rmb', 'mb'], load(0)), line(store(1), ['wmb', 'wmb', 'mb'], store(0))];
const [buffered, other] = [line(store(0), ['mb', 'mb', 'wmb'], load(1)), line(store(1), ['mb', 'mb', 'rmb'], load(0))];
const shaped: fc.Arbitrary<Op[][]> = fc.tuple(
  fc.oneof({ arbitrary: fc.tuple(stores, loads), weight: 4 }, { arbitrary: fc.tuple(buffered, other), weight: 1 }, { arbitrary: fc.tuple(stores, other), weight: 1 }, { arbitrary: fc.tuple(stores, crossed), weight: 2 }),
  fc.option(fc.record({ thread: fc.nat(2), at: fc.nat(3), op: opOf(FEW, 2) })),
).map(([threads, more]) => {
  if (more === null) return threads;
  return [...threads, []].map((ops, t) => (t === more.thread ? ops.toSpliced(more.at, 0, more.op) : ops)).filter((ops) => ops.length > 0);
});

function withLoadsLast(ops: readonly Op[]): Op[] {
  let loaded = false;
  return ops.map((op): Op => {
    if (loaded && (op.kind === 'write' || op.kind === 'release')) return { ...op, kind: 'read' };
    loaded = op.kind === 'read' || op.kind === 'acquire' || (loaded && op.kind !== 'mb' && op.kind !== 'xchg');
    return op;
  });
}
/** Another full barrier might come between a fully ordered exchange and one of its own two: by the axioms, not in the lab, where it is one step. */
function hasWholeExchange(threads: readonly Op[][]): boolean {
  const full = threads.filter((ops) => ops.some(({ kind }) => kind === 'mb' || kind === 'xchg'));
  return full.length > 1 && full.flat().some(({ kind }) => kind === 'xchg');
}
/** The axioms are asked about each way in which loads could find stores, in each order of these. */
const isSmall = (threads: readonly Op[][]): boolean => WORDS.every((_, word) => threads.flat().filter((op) => op.word === word && !op.kind.endsWith('mb') && (isExchange(op.kind) || !isLoad(op))).length <= 3);

/** Each store has a value of its own, by which it is told apart. */
function withValues(threads: readonly Op[][]): Op[][] {
  let value = 0;
  return threads.map((ops) => ops.map((op) => ({ ...op, value: ++value })));
}
const tested = fc.oneof(
  fc.record({ exact: fc.constant(false), threads: threadsOf(ANY).filter(isSmall).map(withValues) }),
  { arbitrary: fc.oneof(shaped, threadsOf(FEW)).filter(isSmall).map((threads) => ({ exact: !hasWholeExchange(threads), threads: withValues(threads.map(withLoadsLast)) })), weight: 2 },
);

function textOf(threads: readonly Op[][], name: string): string {
  let loads = 0;
  const text = ({ kind, word, value }: Op): string => {
    const at = WORDS[word];
    if (isExchange(kind)) return `r${loads++} = ${kind}(${at}, ${value});`;
    switch (kind) {
      case 'write': return `WRITE_ONCE(${at}, ${value});`;
      case 'release': return `smp_store_release(${at}, ${value});`;
      case 'read': return `r${loads++} = READ_ONCE(${at});`;
      case 'acquire': return `r${loads++} = smp_load_acquire(${at});`;
      default: return `smp_${kind}();`;
    }
  };
  return threads.map((ops, t) => `thread('${name} ${t}', () => { ${ops.map(text).join(' ')} });`).join('\n');
}

/** What the words and the results hold in the states in which all threads have ended. */
async function outcomes(image: StepImage, results: readonly string[]): Promise<Set<string>> {
  const space = openSpace(image);
  const { outcome, reason } = await search(image, { objects: 1, limitMs: 600_000, reduction: 'none', signal: new AbortController().signal, onProgress: () => {} }, space);
  expect([outcome, reason]).toEqual(['verified', null]);
  const { words } = space;
  const work = space.own(0, 'work');
  const ends = new Set<string>();
  for (let place = FIRST_PLACE; place < space.next('states'); place++) {
    const root = space.at('roots', place * 8);
    if (words[root] === 0 && words[root + 1] === 0) continue;
    space.code(0).$show(place);
    if (image.layout.threads.some(({ kind, record }) => kind === 'thread' && words[work + (record + RECORD.pc) / 4] !== 0)) continue;
    ends.add([...WORDS, ...results].map((name) => words[work + image.layout.globals[name]! / 4]).join());
  }
  return ends;
}

test('random programs come to what the axioms allow', { timeout: 3_600_000 }, async () => {
  const words = [...WORDS, ...Array.from({ length: MOST_LOADS }, (_, n) => `r${n}`)].map((name) => `let ${name}: int;`).join(' ');
  await fc.assert(fc.asyncProperty(fc.array(tested, { minLength: TOGETHER, maxLength: TOGETHER }), async (programs) => {
    const text = `scenario({ title: 'test', protocol: 'none' });\n${words}\n${programs.map(({ threads }, n) => textOf(threads, `p${n}`)).join('\n')}`;
    const { program } = checkForSearch({ memory: 'lkmm-ra', scenario: { path: 'scenarios/test.scenario.ts', text } });
    for (const [n, { exact, threads }] of programs.entries()) {
      const image = emitStep(part(program!, `p${n}`), { objects: 1, states: 400_000, workers: 1 });
      const found = [...await outcomes(image, Array.from({ length: threads.flat().filter(isLoad).length }, (_, i) => `r${i}`))].sort();
      const all = [...allowed(threads, WORDS.length)].sort();
      const told = textOf(threads, 'p');
      if (exact) expect(found, told).toEqual(all);
      else expect(all, told).toEqual(expect.arrayContaining(found));
    }
  }), { numRuns: Math.ceil(PROGRAMS / TOGETHER), endOnFailure: true });
});

test.each([
  ['may find what each would have to come before the other for', [], true],
  ['find what the axioms allow with smp_rmb between them', ['rmb'], false],
] as const)('two loads that nothing orders %s', async (_what, between, finds) => {
  const op = (kind: OpKind, word = 0): Op => ({ kind, word, value: 0 });
  const threads = withValues([
    [op('read', 1), ...between.map((kind) => op(kind)), op('read', 0)],
    [op('write', 0), op('wmb'), op('write', 1)],
    [op('write', 1), op('release', 0)],
  ]);
  const [x, y] = [threads[1]![0]!.value, threads[1]![2]!.value];
  const [laterY, earlierX] = threads[2]!.map(({ value }) => value);
  const text = `scenario({ title: 'test', protocol: 'none' });\n${WORDS.map((name) => `let ${name}: int;`).join(' ')} let r0: int; let r1: int;\n${textOf(threads, 'p')}`;
  const { program } = checkForSearch({ memory: 'lkmm-ra', scenario: { path: 'scenarios/test.scenario.ts', text } });
  const found = await outcomes(emitStep(program!, { objects: 1, states: 10_000, workers: 1 }), ['r0', 'r1']);
  expect(found.has([x, laterY, 0, y, earlierX].join())).toBe(finds);
  expect([...found].sort()).toEqual([...allowed(threads, WORDS.length)].sort());
});
