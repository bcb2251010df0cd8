import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emitLive } from '../../../shared/dialect/compile.ts';
import { fieldPath } from '../../../shared/dialect/field-path.ts';
import { CACHE_LINE, WORD, type StructLayout } from '../../../shared/dialect/layout.ts';
import { THREADS_BASE } from '../../../shared/dialect/live/abi.ts';
import { compileSnippet, runLive } from './run-live.ts';

function offsets(layout: StructLayout): Record<string, number> {
  return Object.fromEntries(layout.fields.map((f) => [f.name, f.offset]));
}

describe('the layout of structs', () => {
  const { structs } = compileSnippet(`
const SLOTS = 3;
type word = uint;
interface small { a: int; b: boolean; }
interface empty {}
interface all {
  flag: boolean; number: word; next: all; any: void_ptr; call: (a: all) => void;
  part: Embedded<small>; counter: Embedded<atomic_t>; nothing: Embedded<empty>;
  slots: ArrayOf<int, typeof SLOTS>; parts: ArrayOf<Embedded<small>, 2>; grid: ArrayOf<ArrayOf<int, 2>, 3>; last: int;
}
interface lines { first: int; own: CacheAligned<small>; word: CacheAligned<int>; after: int; }
interface holds { a: int; lines: Embedded<lines>; b: int; many: ArrayOf<CacheAligned<small>, 2>; }
`);

  it('puts words one after another, embedded structs and arrays in place', () => {
    expect(offsets(structs.get('all')!)).toEqual({ flag: 0, number: 4, next: 8, any: 12, call: 16, part: 20, counter: 28, nothing: 32, slots: 36, parts: 48, grid: 64, last: 88 });
    expect(structs.get('all')).toMatchObject({ size: 92, align: WORD });
  });

  it('gives what is cache aligned a line of its own', () => {
    expect(offsets(structs.get('lines')!)).toEqual({ first: 0, own: 64, word: 128, after: 132 });
    expect(structs.get('lines')).toMatchObject({ size: 192, align: CACHE_LINE });
    expect(offsets(structs.get('holds')!)).toEqual({ a: 0, lines: 64, b: 256, many: 320 });
    expect(structs.get('holds')).toMatchObject({ size: 448, align: CACHE_LINE });
  });

  it('uses the bytes that it says, in live code', () => {
    const run = runLive(`
interface small { a: int; b: int; }
interface outer { pad: int; aligned: ArrayOf<CacheAligned<small>, 2>; grid: ArrayOf<ArrayOf<int, 2>, 3>; }
let o: Embedded<outer>;
function fill(i: int, j: int): void { o.aligned[i].b = 7; o.grid[j][i] = 9; assert(address_of(o.aligned[i]) === address_of(o) + 64 + 64, 'a line each'); }
function size(): uint { return sizeof<outer>(); }
`);
    run.call('fill', 1, 2);
    const base = run.address('o') >> 2;
    expect(base % 16).toBe(0);
    const written = [...run.words.subarray(base, base + run.call('size') / 4)].flatMap((v, i) => (v === 0 ? [] : [[fieldPath(run.image.program.structs, 'outer', i * 4), v]]));
    expect(written).toEqual([['aligned[1].b', 7], ['grid[2][1]', 9]]);
  });
});

/** `[declaration of a field's type, …]` of random structs, each of which may embed those before it. */
const field = (structs: number): fc.Arbitrary<string> => {
  const element = fc.oneof(fc.constantFrom('int', 'uint', 'boolean', 'void_ptr', 'atomic_t', 'Embedded<atomic_t>'), ...(structs > 0 ? [fc.nat(structs - 1).map((i) => `Embedded<s${i}>`)] : []));
  return fc.oneof(element, element.map((e) => (e.startsWith('Embedded') ? e.replace('Embedded', 'CacheAligned') : `CacheAligned<${e}>`)), fc.tuple(element, fc.integer({ min: 1, max: 5 })).map(([e, n]) => `ArrayOf<${e}, ${n}>`));
};
const program = fc.integer({ min: 1, max: 6 }).chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => fc.array(field(i), { minLength: 1, maxLength: 6 }))));

describe('any layout', () => {
  it('keeps fields apart, aligned and inside; every word has one path', () => {
    fc.assert(fc.property(program, (declared) => {
      const source = declared.map((fields, i) => `interface s${i} { ${fields.map((f, k) => `f${k}: ${f};`).join(' ')} }`).join('\n');
      const { structs } = compileSnippet(source);
      declared.forEach((fields, i) => {
        const { size, align, fields: laid } = structs.get(`s${i}`)!;
        expect([source, size % align, laid.length]).toEqual([source, 0, fields.length]);
        let end = 0;
        laid.forEach((f, k) => {
          const embedded = /(?:Embedded|CacheAligned)<(s\d+)>/.exec(fields[k]!)?.[1];
          const needs = fields[k]!.startsWith('CacheAligned') ? CACHE_LINE : embedded ? structs.get(embedded)!.align : WORD;
          expect(f.offset).toBeGreaterThanOrEqual(end);
          expect(f.offset - end).toBeLessThan(CACHE_LINE);
          expect([f.offset % needs, align >= needs]).toEqual([0, true]);
          end = f.offset + f.size;
        });
        expect(end).toBeLessThanOrEqual(size);
        const paths = Array.from({ length: size / WORD }, (_, w) => fieldPath(structs, `s${i}`, w * WORD)).filter((p) => p !== undefined);
        expect(new Set(paths).size).toBe(paths.length);
      });
    }), { numRuns: 30 });
  });
});

describe('the live memory', () => {
  it('keeps its parts apart and aligned, whatever the program', () => {
    for (const mode of ['trace', 'throughput'] as const) {
      const program = compileSnippet(`
interface item { a: int; } interface huge { words: ArrayOf<int, 900>; }
let word: int; let other: int; let part: Embedded<item>; let many: ArrayOf<item, 33>; let after: int;
function f(): void { const a = local<item>(); const b = local<huge>(); a.a = 1; b.words[3] = 2; count_event('A'); count_event('B'); latency_end('x', latency_start()); }
`);
      const { layout } = emitLive(program, { mode, checks: 'full', ringEvents: 64 });
      const blocksEnd = THREADS_BASE + layout.threadStride * layout.threadCount;
      const globals = program.globals.map((g) => [layout.globals[g.name]!, layout.globals[g.name]! + g.size] as const).sort((a, b) => a[0] - b[0]);
      const parts = [[0, blocksEnd], [layout.sizes, layout.sizes + layout.structNames.length * 4], ...globals, [layout.ringBase, layout.ringBase + layout.ringEvents * 24 * layout.threadCount],
        [layout.freeLinks, layout.freeLinks + (layout.heapEnd - layout.heapBase) / 16], [layout.shadowBase, layout.shadowBase + (layout.heapEnd >>> 6) * 4], [layout.heapBase, layout.heapEnd]] as const;
      for (let i = 1; i < parts.length; i++) expect(parts[i]![0]).toBeGreaterThanOrEqual(parts[i - 1]![1]);
      expect(layout.heapEnd - layout.heapBase).toBe(256 * 1024);
      expect([layout.heapBase % 4096, layout.shadowBase % 64, layout.threadStride % 64, layout.ringBase % 8]).toEqual([0, 0, 0, 0]);
      expect(layout.localSlots.every((at, i) => at % 64 === 0 && at + program.locals[i]!.size <= layout.threadStride)).toBe(true);
      expect(layout.pages * 65536).toBeGreaterThanOrEqual(layout.heapEnd);
    }
  });
});
