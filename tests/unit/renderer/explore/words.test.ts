import { describe, expect, it } from 'vitest';
import { formatAmount, formatSize, parseAmount, parseOptional, parseSize } from '../../../../renderer/explore/amounts.ts';
import { coverageFacts } from '../../../../renderer/explore/coverage.ts';
import { whyInconclusive, remedyFor, smaller } from '../../../../renderer/explore/inconclusive.ts';
import { headline } from '../../../../renderer/explore/headline.ts';
import { limitUse } from '../../../../renderer/explore/limitUse.ts';
import { Rate } from '../../../../shared/explore/rate.ts';
import { differenceOf } from '../../../../renderer/explore/subject.ts';
import { defaultExploreLimits } from '../../../../shared/ipc/explore-limits.ts';
import { limits } from '../../../../shared/ipc/limits.ts';
import type { Coverage, Verdict } from '../../../../shared/explore/verdict.ts';

const covers: Coverage = {
  protocol: 'v1-rwsem-rcu', overrides: [], config: { VMA_FREE_BATCH: 0, PER_VMA_LOCK: true, RWSEM_SPIN_ON_OWNER: false },
  threads: [{ name: 'fault', repeat: 1 }, { name: 'munmap', repeat: 2 }], objects: 8, memoryModel: 'sequential consistency', strategy: 'exhaustive', fairness: null, maxSwitches: null, goal: null,
  reductions: [], symmetry: { threads: [], refused: [] }, sequenceBits: 8, properties: ['I1', 'I4'], conditions: [], assumed: [],
};
const figures = { states: 1000, transitions: 2500, unexpanded: 0, depth: 12, bytes: 4096, ms: 500 };
const verdict = (told: Partial<Verdict>): Verdict => ({ ...figures, outcome: 'verified', violation: null, reason: null, sometimes: [], unreached: null, witness: null, covers, ...told });

describe('what a verdict covers', () => {
  it('is told in full', () => {
    const facts = new Map(coverageFacts(covers).map(({ what, facts }) => [what, facts]));
    expect(facts.get('Threads')).toEqual(['fault × 1', 'munmap × 2']);
    expect(facts.get('Switches')).toEqual(['VMA_FREE_BATCH=0', 'PER_VMA_LOCK=y', 'RWSEM_SPIN_ON_OWNER=n']);
    expect(new Map(coverageFacts({ ...covers, maxSwitches: 2, strategy: 'dfs' }).map((f) => [f.what, f.facts])).get('Interleavings')).toEqual(['only those with at most 2 preemptive switches', 'depth first, with one worker']);
    expect(facts.get('Properties')).toEqual(['I1', 'I4']);
    expect(facts.get('Sequence counters')).toEqual(['8 bits: they wrap early']);
    expect(facts.get('Starvation')).toEqual(['not looked for']);
    expect(facts.has('Identical threads')).toBe(false);
    const alike = coverageFacts({ ...covers, symmetry: { threads: [{ name: 'fault', count: 2 }], refused: [{ name: 'writer', why: 'it says who it is' }] } });
    expect(alike.find((f) => f.what === 'Identical threads')!.facts).toEqual(['2 × fault', 'not writer: it says who it is']);
    const forever = new Map(coverageFacts({ ...covers, fairness: 'weak', threads: [{ name: 'reader', repeat: null }] }).map(({ what, facts }) => [what, facts]));
    expect([forever.get('Threads'), forever.get('Starvation')!.join('')]).toEqual([['reader, for ever'], expect.stringContaining('weak fairness')]);
    for (const what of ['Memory model', 'Objects', 'Interleavings']) expect(facts.get(what)!.join('')).not.toBe('');
    for (const what of ['Reductions', 'Conditions', 'Taken for granted']) expect(facts.get(what)!.join('')).toMatch(/^(none|nothing)/);
  });
});

describe('an exploration in one line', () => {
  const violation = { kind: 'use-after-free', property: null, message: '', stack: [], sites: [], threads: [], token: null, shortest: true, cycle: null, passing: null, steps: [] } as const;
  const subject = { properties: [{ name: 'I4', title: 'lifetime', sentence: 'Nothing is used after it was freed.', optional: true }] };
  const steps = [1, 2].map(() => ({ thread: 1, choice: 0, name: 'a', site: -1, access: null, text: '', enabled: [], blocked: [], after: [] }));
  it.each([
    [verdict({}), 'verified', /^Verified: nothing is violated/],
    [verdict({ outcome: 'verified-within-bound', covers: { ...covers, maxSwitches: 1 } }), 'bounded', /^Verified within 1 preemptive switch only$/],
    [verdict({ outcome: 'unreachable-within-bound', covers: { ...covers, maxSwitches: 2 } }), 'inconclusive', /^Unreachable within 2 preemptive switches$/],
    [verdict({ outcome: 'reached', witness: { ...violation, kind: 'sometimes', stack: [], sites: [], threads: [], steps }, covers: { ...covers, goal: { kind: 'sometimes', name: 'both' } } }), 'verified', /^Reached: sometimes “both”, in 2 steps; no schedule is shorter$/],
    [verdict({ outcome: 'unreachable', covers: { ...covers, goal: { kind: 'line', file: 'kernel/vma.ts', line: 7 } } }), 'inconclusive', /^Unreachable in any interleaving: line 7 of vma.ts$/],
    [verdict({ outcome: 'inconclusive', reason: 'the time is over; covered are 9 states' }), 'inconclusive', /^Inconclusive: the time is over$/],
    [verdict({ outcome: 'violated', violation: { ...violation, stack: [], sites: [], threads: [], steps } }), 'violated', /^Violated: use after free, in 2 steps; no schedule is shorter$/],
    [verdict({ outcome: 'violated', violation: { ...violation, stack: [], sites: [], threads: [], property: 'I4', steps: steps.slice(1), shortest: false } }), 'violated', /^Violated: I4 lifetime, in 1 step$/],
    [verdict({ outcome: 'violated', violation: { ...violation, stack: [], sites: [], threads: [], property: 'I4', steps, wraps: 1 } }), 'violated', /^Violated: I4 lifetime, in 2 steps; no schedule is shorter; with a wrap of 8 bits$/],
    [verdict({ outcome: 'violated', violation: { ...violation, kind: 'condition', stack: [], sites: [], threads: [], property: 'one at a time', steps } }), 'violated', /^Violated: one at a time, in 2 steps; no schedule is shorter$/],
    [verdict({ outcome: 'violated', violation: { ...violation, stack: [], sites: [], threads: [], steps: [] } }), 'violated', /before any thread takes a step$/],
    [verdict({ outcome: 'violated', violation: { ...violation, kind: 'starvation', stack: [], sites: [], threads: [], steps, shortest: false, cycle: 0 } }), 'violated', /^Violated: starvation, in a round of 2 steps$/],
    [verdict({ outcome: 'violated', violation: { ...violation, kind: 'starvation', stack: [], sites: [], threads: [], steps, shortest: false, cycle: 1 } }), 'violated', /^Violated: starvation, in a round of 1 step after the first one$/],
  ] as const)('%#', (told, kind, text) => {
    expect(headline({ status: 'ended', subject, verdict: told, failure: '' })).toEqual({ kind, text: expect.stringMatching(text) });
  });

  it('says whose verdict it is where that is not what the scenario says of itself', () => {
    const line = (about: object) => headline({ status: 'ended', subject: { ...subject, ...about }, verdict: verdict({}), failure: '' }).text;
    expect(line({ recorded: { protocol: '6.15-refcnt' } })).toBe('Verified in 6.15-refcnt: nothing is violated in any interleaving');
    expect(line({ recorded: { protocol: '6.15-refcnt' }, mutant: 'x' })).toMatch(/^Verified with a mutant of 6.15-refcnt: /);
  });

  it('says what goes on before there is a verdict, and what went wrong without one', () => {
    const line = (status: Parameters<typeof headline>[0]['status'], failure = '') => headline({ status, subject: null, verdict: null, failure });
    expect(line('idle').kind).toBe('quiet');
    for (const status of ['compiling', 'searching', 'paused', 'stopping'] as const) expect(line(status).kind).toBe('live');
    expect(line('ended', 'out of memory')).toEqual({ kind: 'failed', text: 'The exploration failed' });
  });
});

describe('why there is no verdict', () => {
  it('is told without what the window does not have, and apart from how far it came', () => {
    expect(whyInconclusive('more objects were allocated than the search has room for (--objects); covered are 9 states; and so on')).toEqual({ why: 'more objects were allocated than the search has room for', covered: 'covered are 9 states; and so on' });
    expect(whyInconclusive('it was stopped')).toEqual({ why: 'it was stopped', covered: '' });
  });

  it('says what would help', () => {
    const limits = { ...defaultExploreLimits, timeMs: 30_000, maxStates: 20_000, maxBytes: 512 * 2 ** 20, objects: 3 };
    const remedy = (why: string) => remedyFor(why, limits);
    expect([remedy('the time is over'), remedy('the memory for states is full'), remedy('more objects were allocated than')]).toEqual([expect.stringContaining('30 s'), expect.stringContaining('20,000 states'), expect.stringContaining('3 objects')]);
    expect(remedy('what is stored takes as much memory as it may')).toContain('512 MiB (Limits, Bytes)');
    expect([remedy('it was stopped'), remedy('it was to go no deeper')]).toEqual(['let it go on to its end', 'raise the limits']);
  });

  it('advises nothing that was done already', () => {
    const config = { VMA_FREE_BATCH: 32, RWSEM_SPIN_ON_OWNER: true };
    expect(smaller({ maxSwitches: null, config })).toMatch(/few preemptive switches .* In Config, VMA_FREE_BATCH=0 and RWSEM_SPIN_ON_OWNER=n save states\.$/);
    expect(smaller({ maxSwitches: 2, config: { ...config, VMA_FREE_BATCH: 0 } })).toBe('make the scenario smaller, with fewer threads, pages and repeats. In Config, RWSEM_SPIN_ON_OWNER=n saves states.');
    expect(smaller(covers)).not.toContain('Config');
    expect(smaller({ maxSwitches: null, config: {} })).not.toContain('Config');
  });
});

describe('amounts', () => {
  it('may be left out where there need be none', () => {
    expect([parseOptional(' ', 1, 64), parseOptional('8', 1, 64), parseOptional('65', 1, 64), parseOptional('x', 1, 64)]).toEqual([null, 8, undefined, undefined]);
  });
  it.each([['4,000,000', 4e6], ['4 M', 4e6], ['0.5m', 5e5], ['500k', 5e5], ['1000', 1000]])('%s is %i', (text, amount) => {
    expect(parseAmount(text, 1000, 5e7)).toBe(amount);
  });
  it.each(['', 'many', '-4', '999', '51M', '4 T', '1e6'])('%s is refused', (text) => {
    expect(parseAmount(text, 1000, 5e7)).toBeUndefined();
  });
  it.each([4_000_000, 500_000, 1234, 12_500, 50_000_000, 1000])('%i is read as it was written', (amount) => {
    expect(parseAmount(formatAmount(amount), 1000, 5e7)).toBe(amount);
  });
});

describe('sizes', () => {
  const read = (text: string) => parseSize(text, limits.leastStoredBytes, limits.mostStoredBytes);
  it.each([['500M', 500 * 2 ** 20], ['1.5 G', 1.5 * 2 ** 30], ['4 GiB', 2 ** 32], ['2048 kb', 2 ** 21], [' ', null]])('%s is %i', (text, bytes) => expect(read(text)).toBe(bytes));
  it.each(['many', '-4 G', '512 K', '5 G', '1000000', '4 T'])('%s is refused', (text) => expect(read(text)).toBeUndefined());
  it.each([null, 2 ** 20, 500 * 2 ** 20, 1.5 * 2 ** 30, Math.round(1.7 * 2 ** 30), 2 ** 20 + 2 ** 10])('%i is read as it was written', (bytes) => expect(read(formatSize(bytes))).toBe(bytes));
});

describe('how fast', () => {
  it('is over the last second, and stands still in a pause', () => {
    const rate = new Rate();
    expect(rate.add({ states: 0, ms: 0 })).toBe(0);
    expect(rate.add({ states: 500, ms: 500 })).toBe(1000);
    rate.add({ states: 1000, ms: 1000 });
    rate.add({ states: 3000, ms: 2000 });
    expect(rate.add({ states: 5000, ms: 3000 })).toBe(2000);
    expect(rate.add({ states: 5000, ms: 3000 })).toBe(2000);
    // It has begun again.
    expect(rate.add({ states: 100, ms: 3100 })).toBe(0);
    expect(rate.add({ states: 200, ms: 3200 })).toBe(1000);
  });
});

describe('the use of limits', () => {
  it('is of those that there are, and never more than all', () => {
    expect(limitUse(figures, { maxStates: 4000, timeMs: 1000 }).map(({ name, share, text }) => [name, share, text])).toEqual([['States', 0.25, '25% of 4,000'], ['Time', 0.5, '50% of 1 s']]);
    expect(limitUse({ ...figures, states: 9000 }, { maxStates: 4000, timeMs: null })).toMatchObject([{ share: 1 }]);
    expect(limitUse({ ...figures, bytes: 2 ** 20 }, { maxStates: 4000, maxBytes: 2 ** 22, timeMs: null })).toMatchObject([{ name: 'States' }, { name: 'Memory', share: 0.25, text: '25% of 4 MiB' }]);
  });
});

describe('what a verdict was made from', () => {
  const subject = { documentId: 'untitled:1', text: 'a', config: { A: 1 } };
  const same = { id: 'untitled:1', text: 'a' };
  it.each([
    [same, same, { A: 1 }, null],
    [{ ...same, text: 'b' }, { ...same, text: 'b' }, { A: 1 }, 'text'],
    [same, same, { A: 2 }, 'switches'],
    [same, same, {}, 'switches'],
    [{ id: 'untitled:2', text: 'b' }, same, {}, 'scenario'],
    [{ id: 'untitled:2', text: 'b' }, { ...same, text: 'b' }, {}, 'scenario'],
    [null, { ...same, text: 'b' }, {}, 'text'],
    [{ id: 'untitled:2', text: 'b' }, null, {}, 'scenario'],
    [null, null, {}, null],
  ])('%#', (current, there, config, difference) => {
    expect(differenceOf(subject, current, there, config as Record<string, number>)).toBe(difference);
  });

  it('is none of a recording, which has all switches, where all are as they were', () => {
    const recorded = { documentId: 'a', text: 'x', config: { PAGES: 4, FAULTS: 2, NR_TASKS: 5 } };
    const now = { id: 'a', text: 'x' };
    expect(differenceOf(recorded, now, now, {}, { PAGES: 4, FAULTS: 2, NR_TASKS: 64 })).toBeNull();
    expect(differenceOf(recorded, now, now, { PAGES: 4 }, { PAGES: 4, FAULTS: 2 })).toBeNull();
    expect(differenceOf(recorded, now, now, { PAGES: 1 }, { PAGES: 1, FAULTS: 2 })).toBe('switches');
    expect(differenceOf(recorded, now, now, {}, { PAGES: 4, FAULTS: 3 })).toBe('switches');
  });
});
