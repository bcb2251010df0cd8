import { describe, expect, test } from 'vitest';
import { NamesMixed } from '../../../../../electron/engine/explore/failure.ts';
import type { Program } from '../../../../../shared/dialect/ir.ts';
import type { StepImage } from '../../../../../shared/dialect/step/emit.ts';
import { compileProgram, explored, imageOf, part } from '../../../engine/explore/programs.ts';

const SHARED = `
interface node { next: node; value: int; }
interface task { flags: int; state: int; self: node; }
interface holder { flags: int; state: int; inner: Embedded<node>; }
let x: int; let y: int; let f: int; let p: node; let any: void_ptr; let owner: int; let named: task; let lock: Embedded<atomic_t>;
let own: ArrayOf<int, 64>; let other: ArrayOf<int, 64>; let tasks: ArrayOf<Embedded<task>, 64>; let numbers: ArrayOf<int, 4>;
function me(): int { return this_thread(); }
function all_there(): boolean { for (let t = 0; t < thread_count(); t++) if (own[t] === 2) return false; return true; }
`;

/** Nothing tells the threads of these apart. */
const ALIKE = [
  'x = x + 1;', 'own[this_thread()]++; x = own[me()];', 'owner = this_thread() + 1;', 'owner = ((this_thread() + 1) << 2) | (x === 0 ? 1 : 2);',
  'atomic(() => { if (owner !== 0 && (owner & 1) === 0 && (owner >> 2) - 1 !== this_thread()) x = own[(owner >> 2) - 1]; }); owner = (this_thread() + 1) << 2;',
  'named = tasks[this_thread()]; if (named === tasks[this_thread()]) named.state = 1;', 'const m = local<node>(); m.next = p; p = m;',
  'const m = local<node>(); tasks[this_thread()].self = m; const t = named; if (t !== NULL && t.self !== NULL) t.self.value = 1; named = tasks[this_thread()];',
  'atomic(() => { let n = 0; for (let t = 0; t < thread_count(); t++) if (t !== this_thread() && own[t] === 1) n++; x = n; });',
  'atomic(() => { let all = true; for (let t = 1; t < 64; t++) if (own[t] === 0) all = false; if (all) x = 1; });',
  'atomic(() => { for (let t = 0; t < thread_count(); t++) if (own[t] === 1) other[t] = x; });',
  'wait_until(() => all_there());', 'numbers[pick(4)] = 1; own[this_thread()] = this_thread() === me() ? 1 : 0;',
  'own[this_instance()] = 1; x = own[this_instance()];', 'futex_wait(tasks[this_thread()].state, 1); tasks[this_thread()].state = 1; futex_wake(tasks[this_thread()].state, 1);',
];
/** These may, and by what. */
const APART: [body: string, why: RegExp][] = [
  ['if (this_instance() === 0) x = 1;', /compares which thread/], ['if (this_thread() === 1) x = 1;', /compares which thread/], ['if (this_thread() < 2) x = 1;', /computes with/],
  ['x = this_thread(); y = x + y;', /./], ['own[1] = 1; own[this_thread()] = 2;', /certain thread/], ['own[this_thread()] = 1; own[pick(3)] = 2;', /./], ['x = own[this_thread() + 1]; own[this_thread()] = 1;', /./],
  ['owner = this_thread(); x = owner; owner = pick(7);', /holds names of threads/], ['x = pick(this_thread() + 2);', /choice depends/], ['assert(((this_thread() + 1) & 1) !== 5);', /./],
  ['for (let t = 0; t < thread_count(); t++) x = own[t]; own[this_thread()] = 1;', /others may come between/],
  ['atomic(() => { for (let t = 0; t < thread_count(); t++) if (own[t] === 1) { x = own[t] + x; } });', /what another has changed/],
  ['atomic(() => { let last = 0; for (let t = 0; t < thread_count(); t++) if (own[t] !== 0) last = own[t]; x = last; });', /the one before it left/],
  ['atomic(() => { let n = 0; for (let t = 0; t < thread_count(); t++) { if (own[t] === n) n++; } x = n; });', /the one before it left/],
  ['let found = 0; atomic(() => { for (let t = 0; t < thread_count(); t++) if (own[t] === 1) { found = t; break; } }); own[found] = 0;', /./],
  ['atomic(() => { for (let t = 0; t < thread_count(); t++) { other[t] = 1; if (own[t] === 1) break; } });', /end early/],
  ['atomic(() => { let t = 0; const j = t; for (; t < thread_count(); t++) other[j] = x; }); x = other[this_thread()];', /more than the element/],
  ['atomic(() => { for (let t = 0; t < thread_count(); t++) own[t] = own[this_thread()]; });', /what another has changed/],
  ['atomic(() => { for (let t = 0; t < 2; t++) own[t] = 1; }); own[this_thread()] = 2;', /./], ['const m = local<node>(); if (address_of(m) > 100) x = 1;', /computes with/],
  ['const m = local<node>(); x = address_of(m); y = x & 7;', /./], ['futex_wake(f, this_instance());', /how many it wakes/], ['futex_wake(f, this_thread());', /how many it wakes/],
];

const textOf = (bodies: readonly string[]): string =>
  SHARED + bodies.map((body, n) => `function body${n}(): void { ${body} }\nthread('p${n} t', { instances: 2 }, () => { body${n}(); });`).join('\n');
const alike = compileProgram(textOf(ALIKE));
const apart = compileProgram(textOf(APART.map(([body]) => body)));
const more = compileProgram(`${SHARED}
  thread('q0 t', { instances: 2 }, () => { x = 1; });
  thread('q0 u', { instances: 2 }, () => { if (this_instance() === 0) x = 2; });
  thread('q1 t', { instances: 2 }, () => { own[this_thread()] = 1; });
  always('q1 one', () => own[1] + own[2] < 2);
  thread('q2 t', { instances: 2 }, () => { const m = local<node>(); m.next = p; p = m; any = m; cast<task>(any).flags = x; });
  thread('q3 t', { instances: 2 }, () => { const m = local<node>(); const t = container_of<holder>(m, 'inner'); p = cast<node>(t); });
  thread('q4 t', { instances: 3 }, () => { futex_wait(f, 0); });
  thread('q4 u', () => { futex_wake(f, 2); });
  thread('q4 v', () => { x = 1; });
  interface ops { count: (t: int, one: int, all: boolean) => int; }
  let counting: Embedded<ops>;
  function count(t: int, one: int, all: boolean): int { if (all) t = 0; let n = 0; for (; t < thread_count(); t++) if (t === one) n++; return n; }
  thread('q5 t', { instances: 2 }, () => { counting.count = count; x = counting.count(2, this_thread(), false); });
`);
const symmetryOf = (program: Program, name: string): StepImage['symmetry'] => imageOf(part(program, name)).symmetry;

test.each(ALIKE.map((body, n) => [body, n] as const))('may change places: %s', (_, n) => {
  const { groups, refused } = symmetryOf(alike, `p${n}`);
  expect(refused).toEqual([]);
  expect(groups).toMatchObject([{ name: `p${n} t`, count: 2 }]);
});

test.each(APART.map(([body, why], n) => [body, why, n] as const))('are told apart: %s', (_, why, n) => {
  const { groups, refused, names } = symmetryOf(apart, `p${n}`);
  expect({ groups, names }).toEqual({ groups: [], names: null });
  expect(refused).toMatchObject([{ name: `p${n} t`, why: expect.stringMatching(why) as string }]);
});

describe('several things at once', () => {
  test('what tells the threads of one group apart is no matter of another\'s', () => {
    expect(symmetryOf(more, 'q0')).toMatchObject({ groups: [{ name: 'q0 t' }], refused: [{ name: 'q0 u', why: expect.stringContaining('compares') as string }] });
  });

  test('a condition may tell them apart', () => {
    expect(symmetryOf(more, 'q1')).toMatchObject({ groups: [], refused: [{ name: 'q1 t', why: expect.stringContaining('certain thread') as string }] });
  });

  test('a loop that begins at a parameter need not be over all of them', () => {
    expect(symmetryOf(more, 'q5')).toMatchObject({ groups: [], refused: [{ name: 'q5 t', why: expect.stringContaining('compares which thread') as string }] });
  });

  test('a wake-up of two of more sleepers may reach any of them', () => {
    expect(symmetryOf(more, 'q4')).toMatchObject({ groups: [{ name: 'q4 t', count: 3 }], refused: [] });
  });

  test('memory that is used as two types, and an address that leaves what it points to, are seen when it happens', async () => {
    for (const name of ['q2', 'q3']) {
      const image = imageOf(part(more, name));
      expect(image.symmetry.groups).toHaveLength(1);
      await expect(explored(image, 'full', { symmetry: 'full' }), name).rejects.toThrow(NamesMixed);
    }
  });
});
