import { describe, expect, it } from 'vitest';
import { explore } from '../../../electron/engine/explore/explore.ts';
import { complaints } from './complaints.ts';
import { runLive } from './run-live.ts';

const MEMORY = `
interface S { a: int; ok: boolean; call: () => void; }
let x: int; let ok: boolean; let s: Embedded<S>; let rows: ArrayOf<Embedded<S>, 4>; let calls: ArrayOf<() => void, 4>;
`;

describe('shared memory that is read again', () => {
  it('is not what a test before has found', () => {
    expect(complaints(`${MEMORY}
const LEVEL = 4096;
thread('t', () => {
  if (x === 1) { if (x === 2) s.a++; }
  if (s.a === 1) { switch (s.a) { case 2: s.a++; break; default: { let was = s.a; was = 4; s.a = was; } } }
  while (!ok) cpu_relax();
  if (ok === false) s.a++;
  s.ok = false;
  if (s.ok === true) s.a++;
  if (ok) { let was = ok; was = false; s.ok = was; }
  while (ok) { const was = ok; ok = !was; }
  if (x === 1) { if (x !== 1) { rows[x].a = 3; calls[x](); rows[x].call(); let was = x; was = 5; x += was; } }
  if (LEVEL === 8192) s.a++;
});
always('one of them', () => x === 1 || x === 2 || (x !== 1 && x === 1));`)).toEqual([]);
  });

  it('but what cannot be compared or assigned still cannot be', () => {
    expect(complaints(`${MEMORY}
thread('t', () => {
  if (x === 1) { if (x === true) s.a++; let was = x; was = ok; }
  switch (x) { case true: break; }
  if (ok) { let was = ok; was = 1; if (was === NULL) s.a++; }
  const self = self + 1;
});`).map((each) => each.replace(/^\d+:\d+ /, ''))).toEqual([
      'operator «x === true» int and boolean cannot be equal',
      'type «ok» int is needed here, not boolean',
      'type «true» int is needed here, not boolean',
      'type «1» boolean is needed here, not int',
      'operator «was === NULL» boolean and NULL cannot be equal',
      'place «self» `self` is used before it is declared',
    ]);
  });

  it('is compared each time, live', () => {
    const run = runLive(`${MEMORY}
function change(to: int): void { x = to; s.ok = to === 2; }
function twice(to: int): int {
  change(1);
  if (x === 1) {
    change(to);
    if (x === 2) return s.ok === true ? 22 : 0;
    if (x !== 1) return rows[x].a + 30;
    switch (x) { case 3: return 33; default: return 11; }
  }
  return 0;
}
function flags(): int { s.ok = false; change(2); if (s.ok === true) return 1; return 0; }
`);
    expect([1, 2, 3].map((to) => run.call('twice', to))).toEqual([11, 22, 30]);
    expect(run.call('flags')).toBe(1);
  });

  it('is compared each time, explored', async () => {
    const text = `
scenario({ title: 'x', protocol: 'none' });
let x: int; let seen: int;
thread('reader', () => {
  if (x === 1) { if (x === 2) seen = 1; }
  else if (x === 0) { switch (x) { case 1: seen = 2; break; case 2: seen = 3; } }
});
thread('writer', () => { x = 1; x = 2; });
${[1, 2, 3].map((n) => `sometimes('${n}', () => seen === ${n});`).join('\n')}
sometimes('neither', () => seen === 4);`;
    const { checked, verdict } = await explore({ scenario: { path: 'scenarios/x.scenario.ts', text } }, {
      maxStates: 100_000, objects: 4, limitMs: 60_000, signal: new AbortController().signal, onProgress: () => {},
    });
    expect(checked.diagnostics).toEqual([]);
    expect(verdict!.sometimes.filter(({ seen }) => !seen)).toEqual([{ name: 'neither', seen: false }]);
  });
});
