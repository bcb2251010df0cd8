import { expect, test } from 'vitest';
import { compileProgram, imageOf } from '../../engine/explore/programs.ts';

const BOX = 'interface box { n: int; } let kept: box; let x: int;';
const KEEPS = 'function f(): void { const own = local<box>(); kept = own; }';

/** Of how many locals the beginning is a step. */
function begunAgain(text: string): number {
  const { functions } = imageOf(compileProgram(`${BOX} ${text}`)).program;
  return [...functions.values()].flatMap(({ blocks }) => blocks.flatMap(({ instrs }) => instrs.filter((i) => i.op === 'localAddress' && i.again))).length;
}

test.each([
  ['called twice at once', 1, `${KEEPS} thread('t', () => { f(); f(); });`],
  ['a step comes between', 0, `${KEEPS} thread('t', () => { f(); x = 1; f(); });`],
  ['a read comes between that nobody needs', 1, `${KEEPS} thread('t', () => { f(); const y = x; f(); });`],
  ['in each round of a loop', 1, `${KEEPS} thread('t', () => { for (;;) f(); });`],
  ['a body that is run again', 1, `thread('t', { repeat: 2 }, () => { const own = local<box>(); kept = own; });`],
  ['a body that is run once', 0, `thread('t', () => { const own = local<box>(); kept = own; });`],
  ['nobody else may know of it', 0, `function add(b: box): box { b.n++; return b; } function f(): void { const own = local<box>(); add(own).n = 2; } thread('t', () => { f(); f(); });`],
  ['who is called tells others', 1, `function tell(b: box): void { kept = b; } function f(): void { const own = local<box>(); tell(own); } thread('t', () => { for (;;) f(); });`],
  ['within one atomic block', 0, `${KEEPS} thread('t', () => { atomic(() => { f(); f(); }); });`],
  ['behind an atomic block', 1, `${KEEPS} thread('t', () => { atomic(() => { f(); x = 1; }); f(); });`],
])('a local begins as a step of its own: %s', (_, count, text) => {
  expect(begunAgain(text)).toBe(count);
});
