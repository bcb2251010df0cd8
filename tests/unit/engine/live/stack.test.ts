import { describe, expect, it } from 'vitest';
import { callSiteAt, siteFrames, stackOf, wasmFrames } from '../../../../electron/engine/live/stack';
import type { Program, Site } from '../../../../shared/dialect/ir';
import type { LiveImage } from '../../../../shared/dialect/live/image';

const site = (fn: string, line: number, caller = -1): Site => ({ file: 'k.ts', start: 0, end: 1, line, column: 3, fn, caller });
const program = {
  sites: [site('page_fault', 10), site('vma_start_read', 20, 0), site('up_read', 30, 1), site('thread mmu', 40), site('thread mmu', 41)],
  functions: new Map([['lonely', { site: 3 }]]),
} as unknown as Program;
const image = { program, callSites: Uint32Array.of(0x10, 0, 0x20, 3, 0x99, 4) } as unknown as LiveImage;

const trace = `Error: live code stopped itself
    at fail (file:///x/worker.js:20:11)
    at $bad_access (wasm://wasm/5e1f:wasm-function[3]:0x8)
    at page_fault (wasm://wasm/5e1f:wasm-function[31]:0x18)
    at thread mmu (wasm://wasm/5e1f:wasm-function[40]:0x20)
    at run_0 (wasm://wasm/5e1f:wasm-function[41]:0x99)
    at MessagePort.<anonymous> (file:///x/worker.js:50:1)`;

describe('stacks of compiled code', () => {
  it('reads the frames that V8 prints', () => {
    expect(wasmFrames(trace)).toEqual([
      { fn: '$bad_access', offset: 8 },
      { fn: 'page_fault', offset: 0x18 },
      { fn: 'thread mmu', offset: 0x20 },
      { fn: 'run_0', offset: 0x99 },
    ]);
    expect(wasmFrames('    at wasm://wasm/5e1f:wasm-function[7]:0xab')).toEqual([{ fn: '', offset: 0xab }]);
  });

  it('follows a site through the calls it was inlined at', () => {
    expect(siteFrames(program, 2).map(({ fn, line }) => `${fn}:${line}`)).toEqual(['up_read:30', 'vma_start_read:20', 'page_fault:10']);
    expect(siteFrames(program, -1)).toEqual([]);
  });

  it('finds calls by their offset', () => {
    expect([0x10, 0x20, 0x99, 0x11, 0, 0x1000].map((offset) => callSiteAt(image.callSites, offset))).toEqual([0, 3, 4, -1, -1, -1]);
  });

  it('joins inlined and real calls, without the runtime and the loop that repeats the body', () => {
    expect(stackOf(image, 2, trace).map(({ fn, line }) => `${fn}:${line}`)).toEqual(['up_read:30', 'vma_start_read:20', 'page_fault:10', 'thread mmu:40']);
  });

  it('falls back to the definition of a function', () => {
    expect(stackOf(image, -1, '    at lonely (wasm://wasm/5e1f:wasm-function[9]:0x7777)')).toEqual([{ fn: 'thread mmu', file: 'k.ts', line: 40, column: 3 }]);
  });
});
