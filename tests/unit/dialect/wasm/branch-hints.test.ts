import { describe, expect, it } from 'vitest';
import { OP } from '../../../../shared/dialect/wasm/opcodes.ts';
import { runLive } from '../run-live.ts';

/** Reads unsigned LEB128 numbers and names, one after the other. */
class Reader {
  at = 0;
  constructor(private readonly bytes: Uint8Array) {}
  u32(): number {
    for (let value = 0, shift = 0; ; shift += 7) {
      const low = this.bytes[this.at++]!;
      value |= (low & 0x7f) << shift;
      if (low < 0x80) return value >>> 0;
    }
  }
}

/** `[opcode, hint]` of each hinted branch, by function index. */
function hintsOf(wasm: Uint8Array<ArrayBuffer>, importedFunctions: number): Map<number, [number, number][]> {
  const [section] = WebAssembly.Module.customSections(new WebAssembly.Module(wasm), 'metadata.code.branch_hint');
  const bodies = bodiesOf(wasm);
  const hints = new Reader(new Uint8Array(section!));
  return new Map(Array.from({ length: hints.u32() }, () => {
    const index = hints.u32();
    return [index, Array.from({ length: hints.u32() }, (): [number, number] => {
      const offset = hints.u32();
      expect(hints.u32()).toBe(1);
      return [wasm[bodies[index - importedFunctions]! + offset]!, hints.u32()];
    })];
  }));
}

/** Where each function of the code section begins, at the declarations of its locals. */
function bodiesOf(wasm: Uint8Array): number[] {
  const reader = new Reader(wasm);
  reader.at = 8;
  for (;;) {
    const id = reader.u32();
    const size = reader.u32();
    if (id !== 10) {
      reader.at += size;
      continue;
    }
    return Array.from({ length: reader.u32() }, () => {
      const length = reader.u32();
      const start = reader.at;
      reader.at += length;
      return start;
    });
  }
}

describe('branch hints', () => {
  const { image } = runLive(`
let a: ArrayOf<int, 8>;
function f(n: int): int { if (unlikely(n > 3)) { a[0] += n; return n * 3; } return n; }
function g(n: int): int { if (likely(n > 3)) { a[0] += n; return n * 3; } return n; }
function h(n: int): int { return a[n]; }
function i(n: int): int { if (n > 3) { a[0] += n; return n * 3; } return n; }
`, { mode: 'throughput', checks: 'quarantine', inline: { small: -1, caller: 0 } });
  const names = [...image.program.functions.keys()];
  const importedFunctions = WebAssembly.Module.imports(new WebAssembly.Module(image.wasm)).filter(({ kind }) => kind === 'function').length;
  const of = (name: string) => hintsOf(image.wasm, importedFunctions).get(importedFunctions + names.indexOf(name));

  it('say at the branch itself which way it mostly goes', () => {
    expect(of('f')).toEqual([[OP.if, 0]]);
    expect(of('g')).toEqual([[OP.if, 1]]);
  });

  it('say that checks hardly ever fail', () => {
    expect(of('h')).toEqual([[OP.if, 0]]);
  });

  it('say nothing where the sources do not', () => {
    expect(of('i')).toBeUndefined();
  });
});
