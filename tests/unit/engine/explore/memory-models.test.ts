/**
 * Random small programs under each memory model: joining steps changes no outcome, and each model allows what a stronger one does. One
 * program runs them all: what its threads do is in words that only they look at.
 */
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { checkForSearch } from '../../../../electron/engine/explore/program.ts';
import { search } from '../../../../electron/engine/explore/search.ts';
import { memoryModels, type MemoryModel } from '../../../../shared/dialect/memory-model.ts';
import { emitStep, type StepImage } from '../../../../shared/dialect/step/emit.ts';
import { withInitial } from './programs.ts';

const THREADS = 2;
const OPS = 3;
const OBJECTS = 1;
/** Those that lkmm-ra takes to be stronger than they are with store buffers: they find the newest stores (docs/memory-models.md). */
const STRONGER = ['atomic(() => { x = 1; y = 2; });', 'wait_until(() => READ_ONCE(x) === y || READ_ONCE(x) === 0);'];
/** What an operation may be, with `r` for its thread's result. */
const KINDS = [
  ...STRONGER,
  'WRITE_ONCE(x, 1);', 'WRITE_ONCE(y, 1);', 'WRITE_ONCE(x, 2);', 'smp_store_release(y, 2);', 'r = r * 3 + READ_ONCE(x);', 'r = r * 3 + READ_ONCE(y);', 'r = r * 3 + smp_load_acquire(y);',
  'smp_mb();', 'smp_wmb();', 'smp_rmb();', 'r = r * 3 + xchg(x, 2);', 'r = r * 3 + cmpxchg_relaxed(y, 1, 2);',
];
const thread = Array.from({ length: THREADS }, (_, t) => {
  const ops = Array.from({ length: OPS }, (_, n) => `switch (op${t}${n}) { ${KINDS.map((text, kind) => `case ${kind}: { ${text.replaceAll(/\br\b/g, `r${t}`)} break; }`).join(' ')} }`);
  return `let r${t}: int; ${ops.map((_, n) => `let op${t}${n}: int;`).join(' ')} thread('t${t}', () => { ${ops.join('\n')} atomic_inc(ended); });`;
});
/** Results of up to three loads, and what the words are in the end. */
const OUTCOMES = Array.from({ length: 9 }, (_, n) => n);
const text = `scenario({ title: 'test', protocol: 'none' });
let x: int; let y: int; let ended: Embedded<atomic_t>;
${thread.join('\n')}
${OUTCOMES.map((n) => `sometimes('words ${n}', () => atomic_read(ended) === ${THREADS} && x * 3 + y === ${n});`).join('\n')}
${Array.from({ length: 27 }, (_, n) => Array.from({ length: THREADS }, (_, t) => `sometimes('r${t} ${n}', () => atomic_read(ended) === ${THREADS} && r${t} === ${n});`).join('\n')).join('\n')}
${Array.from({ length: 9 }, (_, n) => `sometimes('last ${n}', () => atomic_read(ended) === ${THREADS} && r0 % 3 * 3 + r1 % 3 === ${n});`).join('\n')}`;

const images = new Map<MemoryModel, StepImage>();
beforeAll(() => {
  for (const memory of memoryModels) {
    const { program, diagnostics } = checkForSearch({ memory, scenario: { path: 'my.scenario.ts', text } });
    if (!program) throw new Error(diagnostics.map((d) => d.message).join('\n'));
    images.set(memory, emitStep(program, { objects: OBJECTS, states: 200_000, workers: 1 }));
  }
}, 120_000);

async function outcomes(memory: MemoryModel, initial: Record<string, number>, reduction: 'none' | 'full'): Promise<string[]> {
  const image = images.get(memory)!;
  const { outcome, reason, sometimes } = await search({ ...image, program: withInitial(image.program, initial) }, { objects: OBJECTS, limitMs: 60_000, reduction, signal: new AbortController().signal, onProgress: () => {} });
  // Somebody waits for ever: the search ends there.
  if (outcome === 'violated') return ['deadlock'];
  expect([outcome, reason]).toEqual(['verified', null]);
  return sometimes.filter(({ seen }) => seen).map(({ name }) => name);
}

it('joining steps changes no outcome, and a weaker model has those of a stronger one', { timeout: 300_000 }, async () => {
  const op = fc.nat(KINDS.length - 1);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(op, { minLength: OPS, maxLength: OPS }), { minLength: THREADS, maxLength: THREADS }), async (ops) => {
      const initial = Object.fromEntries(ops.flatMap((own, t) => own.map((kind, n) => [`op${t}${n}`, kind])));
      let stronger: string[] = [];
      for (const memory of memoryModels) {
        const found = await outcomes(memory, initial, 'none');
        expect([memory, await outcomes(memory, initial, 'full')]).toEqual([memory, found]);
        if (memory === 'lkmm-ra' && ops.some((own) => own.some((kind) => kind < STRONGER.length))) continue;
        if (!found.includes('deadlock') && !stronger.includes('deadlock')) expect(found).toEqual(expect.arrayContaining(stronger));
        stronger = found;
      }
    }),
    { numRuns: Number(process.env['RUNS'] ?? 15) },
  );
});
