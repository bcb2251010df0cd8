import { describe, expect, it } from 'vitest';
import type { Step } from '../../../../shared/explore/verdict.ts';
import type { Site } from '../../../../shared/dialect/ir.ts';
import type { PlayedProgram, PlayedState, ThreadState } from '../../../../shared/replay/state.ts';
import { readCounterexample } from '../../../../shared/explore/counterexample.ts';
import { jump, targetsOf } from '../../../../renderer/player/jumps.ts';
import { lanePaths, marksOf, playedLanes, stepTicks } from '../../../../renderer/player/lanes.ts';
import { moves } from '../../../../renderer/player/moves.ts';
import { aheadText, aheadTitle, threadColumns } from '../../../../renderer/player/threadColumns.ts';

const step = (thread: number, text: string): Step => ({ thread, choice: 0, name: ['boot', 'fault', 'munmap'][thread]!, site: -1, access: null, text, enabled: [thread], blocked: [], after: [] });
const steps = [
  step(1, 'reads mm_struct #0.mmap_lock.count: 0'),
  step(1, 'writes x: 0 → 1'),
  step(2, 'changes vm_area_struct #0.vm_lock.count: 0 → 256'),
  step(1, 'frees vm_area_struct #0'),
  step(2, 'reads vm_area_struct #1.vm_mm: mm_struct #0'),
];
const { failing: { rows } } = readCounterexample({ steps, sites: [], threads: ['boot', 'fault', 'munmap'], passing: { common: 2, steps: steps.slice(0, 3) }, cycle: null });

const touches = [['mm_struct #0', 'mm_struct #0.mmap_lock'], ['x'], ['vm_area_struct #0', 'vm_area_struct #0.vm_lock'], ['vm_area_struct #0'], ['vm_area_struct #1', 'vm_area_struct #1.vm_mm', 'mm_struct #0']];

describe('jumps', () => {
  it('go to what the steps are of, and to what they touch', () => {
    expect(targetsOf(rows, ['I4, lifetime', 'I10, maps', 'small'], [[], [1, 0], [], [1], []], touches).map(({ title }) => title)).toEqual([
      'The gist', 'fault', 'munmap', 'I4, lifetime', 'I10, maps', 'mm_struct #0', 'mm_struct #0.mmap_lock', 'vm_area_struct #0', 'vm_area_struct #0.vm_lock', 'vm_area_struct #1', 'vm_area_struct #1.vm_mm', 'x',
    ]);
  });

  it('find the next step, and the one before, or none', () => {
    const targets = targetsOf(rows, ['I4, lifetime', 'small'], [[], [1], [], [1], []], touches);
    const to = (at: number, by: 1 | -1, id: string): number | null => jump(targets.find((target) => target.id === id)!, at, by);
    expect(to(0, 1, 'thread 2')).toBe(3);
    expect(to(3, 1, 'thread 2')).toBe(5);
    expect(to(5, 1, 'thread 2')).toBeNull();
    expect(to(5, -1, 'thread 2')).toBe(3);
    expect(to(0, -1, 'thread 1')).toBeNull();
    // An object is touched by what touches a part of it, and by what points to it.
    expect(to(0, 1, 'object vm_area_struct #0')).toBe(3);
    expect(to(3, 1, 'object vm_area_struct #0')).toBe(4);
    expect(to(4, 1, 'object vm_area_struct #0.vm_lock')).toBeNull();
    expect(to(1, 1, 'object mm_struct #0')).toBe(5);
    expect(to(2, 1, 'gist')).toBe(3);
    expect([to(0, 1, 'rule 1'), to(2, 1, 'rule 1'), to(4, 1, 'rule 1')]).toEqual([2, 4, null]);
  });
});

describe('ways along the schedule', () => {
  const go = (key: string, at: number, along = rows): number => moves.find(({ paneKeys }) => paneKeys.includes(key))!.to(at, along);

  it('take steps', () => {
    expect(['ArrowRight', 'ArrowLeft', 'Home', 'End', 'PageDown', 'PageUp'].map((key) => go(key, 2))).toEqual([3, 1, 0, 5, 12, -8]);
  });

  it('go to where another thread goes on', () => {
    const forth = [0];
    while (forth.at(-1)! < 5) forth.push(go('.', forth.at(-1)!));
    expect(forth).toEqual([0, 3, 4, 5]);
    const back = [5];
    while (back.at(-1)! > 0) back.push(go(',', back.at(-1)!));
    expect(back).toEqual([5, 4, 3, 1, 0]);
    expect([go('.', 5), go(',', 0), go('.', 0, []), go(',', 0, [])]).toEqual([5, 0, 0, 0]);
  });
});

describe('lanes', () => {
  it('are stretches of one thread after the other', () => {
    expect(lanePaths(rows, 3)).toEqual(['M0 0.18h2v0.64h-2zM3 0.18h1v0.64h-1z', 'M2 1.18h1v0.64h-1zM4 1.18h1v0.64h-1z', '']);
    expect(lanePaths([], 1)).toEqual(['']);
  });

  it('stay the same whoever goes first, the boot thread\'s apart', () => {
    const program: PlayedProgram = { structs: [], globals: [], callbacks: [], threads: [{ name: 'boot', kind: 'boot' }, { name: 'rcu_gp', kind: 'kthread' }, { name: 'fault', kind: 'thread' }, { name: 'observer', kind: 'observer' }] };
    expect(playedLanes(program, new Set([1])).map(({ name }) => name)).toEqual(['fault', 'rcu_gp']);
    expect(playedLanes(program, new Set([2, 0])).map(({ name }) => name)).toEqual(['fault', 'rcu_gp', 'boot']);
  });

  it('have the numbers of some steps, round ones', () => {
    expect(stepTicks(0)).toEqual([]);
    expect(stepTicks(5)).toEqual([1, 2, 3, 4, 5]);
    expect(stepTicks(37)).toEqual([5, 10, 15, 20, 25, 30, 35]);
    expect(stepTicks(1234)).toEqual([200, 400, 600, 800, 1000, 1200]);
  });

  it('are marked where it is decided, where it goes wrong, and where it is the person\'s own', () => {
    expect(marksOf({ rows, cycle: null, own: 3, fault: true }).map(({ kind, step }) => [kind, step])).toEqual([['own', 3], ['decides', 2], ['violation', 4]]);
    expect(marksOf({ rows, cycle: 1, own: null, fault: true }).map(({ kind, step }) => [kind, step])).toEqual([['decides', 2], ['round', 1]]);
    expect(marksOf({ rows: [], cycle: null, own: 0, fault: true })).toEqual([]);
    // Those of one step stand beside each other.
    expect(marksOf({ rows: rows.slice(0, 3), cycle: null, own: 2, fault: true }).map(({ kind, before }) => [kind, before])).toEqual([['own', 2], ['decides', 1], ['violation', 0]]);
  });
});

describe('the columns of the threads', () => {
  const program: PlayedProgram = { structs: [], globals: [], callbacks: [], threads: [{ name: 'boot', kind: 'boot' }, { name: 'fault', kind: 'thread' }, { name: 'munmap', kind: 'thread' }] };
  const site: Site = { file: 'kernel/x.ts', start: 0, end: 1, line: 7, column: 1, fn: 'up_read', caller: -1 };
  const thread = (number: number, more: Partial<ThreadState>): ThreadState => ({ thread: number, status: 'ended', site: -1, next: null, choices: 0, ways: [], waits: null, faults: null, ...more });
  const state = (threads: ThreadState[]): PlayedState => ({ step: 1, threads, objects: [], globals: [], sites: [site], fault: null, over: false });

  it('say where it stands, what it waits for and who can end that, and which way is the schedule\'s', () => {
    const columns = threadColumns(program, state([
      thread(0, {}),
      thread(1, { status: 'ready', site: 0, next: 'writes x: 0 → 1', choices: 2, ways: ['writes x: 0 → 1', 'writes x: 0 → 2'] }),
      thread(2, { status: 'blocked', waits: { thread: 2, on: 'waits while a.locked is 1', by: [1] } }),
    ]), steps, new Set([1, 2]), [{ thread: 1, choice: 1, steps: 4, message: 'bad', within: 4, all: false, states: 9 }]);
    expect(columns.map(({ name }) => name)).toEqual(['fault', 'munmap']);
    expect(columns[0]).toMatchObject({ ran: true, place: { fn: 'up_read' }, ways: [{ asPlayed: true, ahead: null }, { asPlayed: false, ahead: { steps: 4 } }], more: 0 });
    expect(threadColumns(program, state([thread(1, { status: 'ready', choices: 64, ways: ['picks 0 of 0 … 63'] })]), [], new Set(), null)[0]!.more).toBe(63);
    expect(columns[1]).toMatchObject({ ran: false, place: null, waits: 'waits while a.locked is 1', by: ['fault'], ways: [] });
  });

  it('keep the boot thread where it has something to do, or has had', () => {
    expect(threadColumns(program, state([thread(0, {})]), [], new Set([0]), null).map(({ name }) => name)).toEqual(['boot']);
    expect(threadColumns(program, state([thread(0, { status: 'ready', ways: ['frees it'] })]), [], new Set(), null).map(({ name }) => name)).toEqual(['boot']);
  });

  it('say what a way leads to, and no more than is known', () => {
    const ahead = { thread: 1, choice: 0, steps: null, message: null, within: 20, all: false, states: 1234 };
    expect(aheadText(ahead)).toBe('none in 20');
    expect(aheadTitle(ahead)).toBe('No violation within 20 steps; beyond, nobody looked (1,234 states looked at)');
    expect(aheadText({ ...ahead, within: 0 })).toBe('not known');
    expect(aheadText({ ...ahead, all: true })).toBe('no step fails');
    expect(aheadText({ ...ahead, steps: 1, message: 'bad' })).toBe('violates now');
    expect(aheadTitle({ ...ahead, steps: 6, message: 'bad' })).toContain('6 steps from here');
  });
});
