import { describe, expect, it } from 'vitest';
import type { Site } from '../../../shared/dialect/ir.ts';
import type { Step } from '../../../shared/explore/verdict.ts';
import { callsAround, readCounterexample, type Row } from '../../../shared/explore/counterexample.ts';

const site = (fn: string, line: number, caller = -1): Site => ({ file: `kernel/${fn}.ts`, start: 0, end: 1, line, column: 3, fn, caller });
const threads = ['boot', 'rcu_gp', 'fault', 'munmap', 'mmap', 'idle'];
const sites = [site('page_fault', 40), site('up_read', 7, 0), site('munmap', 9)];

/** A step of a thread: at a site, with who waits. */
function step(thread: number, name: string, at = -1, waits: number[] = [], text = 'goes on'): Step {
  return { thread, choice: 0, name, site: at, access: null, text, enabled: [thread], blocked: waits.map((t) => ({ thread: t, on: 'x is 1', by: [thread] })), after: [] };
}

/** Beside its steps. */
const whole = { passing: null, cycle: null };

/** The lanes as a person sees them: `#` runs, `o` waits, `.` neither; `-` before a switch. */
function drawn({ lane, waiting, switched }: Row, lanes: number): string {
  return (switched ? '-' : ' ') + Array.from({ length: lanes }, (_, at) => (at === lane ? '#' : waiting.includes(at) ? 'o' : '.')).join('');
}

describe('a counterexample as rows', () => {
  it('gives each thread a lane, in the order in which they come, and marks switches and waits', () => {
    const { lanes, failing: { rows, switches } } = readCounterexample({ ...whole, steps: [step(3, 'munmap'), step(3, 'munmap'), step(1, 'rcu_gp', -1, [3]), step(2, 'fault', -1, [3, 4]), step(2, 'fault')], sites: [], threads });
    expect(lanes.map(({ name }) => name)).toEqual(['munmap', 'rcu_gp', 'fault', 'mmap']);
    expect(rows.map((row) => drawn(row, lanes.length))).toEqual([' #...', ' #...', '-o#..', '-o.#o', ' ..#.']);
    expect(switches).toBe(2);
    expect(rows.map(({ last }) => last)).toEqual([false, true, true, false, true]);
  });

  it('has no lane for a thread that takes no step and waits for nobody', () => {
    const idle = { ...step(2, 'fault'), blocked: [{ thread: 5, on: 'waits until its condition holds', by: [] }] };
    const { lanes, failing: { rows } } = readCounterexample({ ...whole, steps: [idle], sites: [], threads });
    expect(lanes.map(({ name }) => name)).toEqual(['fault']);
    expect(rows[0]!.waiting).toEqual([]);
  });

  it('has one for a thread that others wait for, though it takes no step', () => {
    const { lanes, failing: { rows } } = readCounterexample({ ...whole, steps: [{ ...step(2, 'fault'), blocked: [{ thread: 5, on: 'x is 1', by: [4] }] }], sites: [], threads });
    expect([lanes.map(({ name }) => name), drawn(rows[0]!, lanes.length)]).toEqual([['fault', 'idle', 'mmap'], ' #o.']);
  });

  it('stands beside the run that ends well, in the same lanes, marked where they part', () => {
    const steps = [step(2, 'fault'), step(3, 'munmap'), step(2, 'fault')];
    const { lanes, failing, passing } = readCounterexample({ steps, sites: [], threads, cycle: null, passing: { common: 1, steps: [steps[0]!, step(4, 'mmap'), step(3, 'munmap')] } });
    expect(lanes.map(({ name }) => name)).toEqual(['fault', 'munmap', 'mmap']);
    expect([failing, passing!].map(({ rows }) => rows.map(({ mark, lane }) => `${lane}${mark ? ' differs' : ''}`))).toEqual([['0', '1 differs', '0'], ['0', '2 differs', '1']]);
  });

  it('says from where on it repeats', () => {
    const { failing } = readCounterexample({ steps: [step(1, 'a'), step(2, 'b'), step(1, 'a')], sites: [], threads, passing: null, cycle: 1 });
    expect(failing.rows.map(({ mark }) => mark)).toEqual([null, 'repeats', null]);
    expect(failing.rows.map(({ round, back }) => [round, back])).toEqual([[null, null], ['begins', null], ['ends', 1]]);
    const rounds = (count: number, cycle: number | null): Row['round'][] =>
      readCounterexample({ steps: Array.from({ length: count }, () => step(1, 'a')), sites: [], threads, passing: null, cycle }).failing.rows.map(({ round }) => round);
    expect(rounds(3, 0)).toEqual(['begins', 'goes on', 'ends']);
    expect(rounds(2, 1)).toEqual([null, 'is']);
    expect(rounds(2, null)).toEqual([null, null]);
  });

  it('says where apart from what, and says nothing where there is no place', () => {
    const { failing: { rows } } = readCounterexample({ ...whole, steps: [step(1, 'a', 1, [], 'reads x: 0 in up_read (kernel/up_read.ts:7)'), step(1, 'a', 2, [], 'reads y: 1'), step(1, 'a', -1, [], 'goes on')], sites, threads });
    expect(rows.map(({ sentence, where }) => [sentence, where])).toEqual([['reads x: 0', 'up_read:7'], ['reads y: 1', 'munmap:9'], ['goes on', '']]);
    expect(rows[0]!.place).toMatchObject({ file: 'kernel/up_read.ts', line: 7, column: 3 });
  });

  it('has no rows when it happens before any thread takes a step', () => {
    expect(readCounterexample({ ...whole, steps: [], sites: [], threads })).toEqual({ lanes: [], failing: { rows: [], switches: 0 }, passing: null });
  });
});

describe('the calls around a place', () => {
  it('go from the innermost out', () => {
    expect(callsAround(1, sites).map(({ fn }) => fn)).toEqual(['up_read', 'page_fault']);
    expect(callsAround(-1, sites)).toEqual([]);
  });

  it('end, whatever a file says', () => {
    expect(callsAround(0, [site('a', 1, 1), site('b', 2, 0)]).length).toBe(2);
  });
});
