/**
 * The scenarios that ship, mended where they show a mistake, on real threads: nothing found, nothing left, counters that add up, ten million faults. Those for
 * long runs in both modes, those for exploring, which are much of the same code, in the two by turns.
 */
import { describe, expect, it } from 'vitest';
import { scenarioSources } from '../../../shared/sources/index.ts';
import { mayFailLive, mendedBy } from '../../../shared/catalogue/mended.ts';
import { nameOf } from '../scenarios/names.ts';
import { expectFine } from './on-threads.ts';

/** Iterations of each thread, throughput and traced. Where a thread changes mappings, it sets the pace. */
const ITERATIONS: Record<string, [number, number]> = {
  '01-one-vma': [900_000, 100_000],
  '02-mprotect': [300_000, 40_000],
  '03-munmap': [30_000, 10_000],
  '04-split-and-merge': [8_000, 4_000],
  '05-many-vmas': [400_000, 30_000],
  '06-without-vma-lock': [400_000, 30_000],
  '07-as-posted': [4_000, 2_000],
};

/** Those for exploring have short bodies. */
const SHORT: [number, number] = [3000, 1000];

const MODES = ['throughput', 'trace'] as const;
const names = scenarioSources.map(nameOf);
const runs = names.map((name, i) => ({ name, modes: name in ITERATIONS ? MODES : [MODES[i % 2]!] }));
let faults = 0;

describe.each(runs)('$name', ({ name, modes }) => {
  it.each(modes)('%s', async (mode) => {
    const { text } = scenarioSources.find((s) => nameOf(s) === name)!;
    const [throughput, trace] = ITERATIONS[name] ?? SHORT;
    const counters = await expectFine(text, {
      ...(mayFailLive(name) ? mendedBy(name) : {}),
      mode,
      checks: mode === 'trace' ? 'full' : 'quarantine',
      iterations: mode === 'trace' ? trace : throughput,
      seed: 20230109,
    });
    const count = (counter: string) => counters[counter] ?? 0;
    expect(count('FAULT_OOM')).toBe(0);
    const refused = count('FAULT_SIGSEGV') + count('FAULT_SIGBUS');
    expect(count('VMA_LOCK_SUCCESS') + count('FAULT_MMAP_LOCK') + refused + count('FAULT_SIGNAL')).toBe(count('FAULT'));
    // Some are about a lock alone, or look a VMA up by themselves.
    if (text.includes('page_fault(')) expect(count('FAULT')).toBeGreaterThan(0);
    const wentOn = count('VMA_LOCK_ABORT') + count('VMA_LOCK_RETRY') + count('VMA_LOCK_ACCESS');
    if (text.includes('PER_VMA_LOCK: false')) expect([count('VMA_LOCK_SUCCESS'), wentOn]).toEqual([0, 0]);
    else if (text.includes('page_fault(')) expect(wentOn).toBe(count('FAULT_MMAP_LOCK') + refused + count('FAULT_SIGNAL'));
    faults += count('FAULT');
  });
});

it('at least ten million faults in all', () => {
  expect(faults).toBeGreaterThanOrEqual(10_000_000);
});
