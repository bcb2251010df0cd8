import { describe, expect, it } from 'vitest';
import { emitLive } from '../../../shared/dialect/compile.ts';
import type { Site } from '../../../shared/dialect/ir.ts';
import { compileSnippet, failureOf, type LiveFailure, LiveRun } from './run-live.ts';

const SOURCE = `
interface hook { func: (n: int) => int; }
let h: Embedded<hook>;
function innermost(n: int): int {
  assert(n !== 3, 'not three');
  return n;
}
function through(n: int): int {
  h.func = innermost;
  return h.func(n) + 1;
}
function outer(n: int): int {
  if (n > 100) return 0;
  return 1 +
    through(n);
}
`;

/** The sites of the frames of a failure's stack that lie in the module, innermost first. */
function frames(run: LiveRun, failure: LiveFailure): Site[] {
  const { callSites, program } = run.image;
  // The function that only passes the failure on to the host is nobody's.
  const stack = (failure.stack ?? '').replace(/^\s*at \$fail .*$/m, '');
  return [...stack.matchAll(/wasm-function\[\d+\]:0x([0-9a-f]+)/g)].map(([, hex]) => {
    const offset = parseInt(hex!, 16);
    const index = [...callSites].findIndex((value, i) => i % 2 === 0 && value === offset);
    expect(index, `a call at ${offset}`).toBeGreaterThanOrEqual(0);
    return program.sites[callSites[index + 1]!]!;
  });
}

describe('stack frames', () => {
  it.each([['called', { small: 0, caller: 0 }], ['inlined', undefined]] as const)('say which line of which function, %s', (_, inline) => {
    const run = new LiveRun(emitLive(compileSnippet(SOURCE), { mode: 'trace', checks: 'full', ringEvents: 16, ...(inline && { inline }) }));
    expect(run.call('outer', 2)).toBe(4);
    const failure = failureOf(() => run.call('outer', 3));
    expect(failure.sites[0]).toMatchObject({ fn: 'innermost', line: 5 });
    const lines: [string, number][] = [];
    for (const frame of frames(run, failure)) {
      for (let at: Site | undefined = frame; at; at = run.image.program.sites[at.caller]) lines.push([at.fn, at.line]);
    }
    // Each function of the stack once, whether it is a frame of its own or inlined in one.
    const own = lines.filter(([fn]) => ['innermost', 'through', 'outer'].includes(fn));
    expect(own).toEqual([['innermost', 5], ['through', 10], ['outer', 15]]);
  });

  it('lie in order, so that they can be searched', () => {
    const { callSites } = new LiveRun(emitLive(compileSnippet(SOURCE), { mode: 'trace', checks: 'full', ringEvents: 16 })).image;
    const offsets = [...callSites].filter((_, i) => i % 2 === 0);
    expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
  });
});
