/** What is known of the scenarios that are for exploring: their verdicts, and how they may end live. */

export interface Expected {
  /** The shipped scenario's name. */
  name: string;
  config?: Record<string, boolean | number>;
  protocol?: string;
  /** The properties checked; all unless told. */
  properties?: readonly string[];
  /** Whether schedules that go round for ever are looked for, too. */
  liveness?: boolean;
  /** The property violated, or `assertion`; null: verified. */
  violates: string | null;
}

const FIXED = { FIXED: true };

export const EXPECTED: readonly Expected[] = [
  { name: '11-up-read', violates: 'I4' },
  { name: '11-up-read', protocol: 'v1-rwsem-rcu', violates: null },
  { name: '12-preempt-off', violates: null },
  { name: '12-preempt-off', config: { PREEMPT_OFF_HOLDS_OFF_GP: false }, violates: 'I4' },
  { name: '13-free-waits', violates: 'I4' },
  { name: '14-free-reports', violates: 'assertion' },
  { name: '14-free-reports', protocol: 'v1-rwsem-rcu', violates: 'assertion' },
  { name: '14-free-reports', config: { REPORTS: false }, violates: 'I4' },
  { name: '15-release-touches-nothing', violates: null },
  { name: '16-stack-growth-unmarked', violates: 'I3' },
  { name: '16-stack-growth-unmarked', properties: ['I2'], violates: 'I2' },
  { name: '16-stack-growth-unmarked', config: FIXED, violates: null },
  { name: '17-insert-unmarked', violates: 'I3' },
  { name: '17-insert-unmarked', properties: ['I2'], violates: 'I2' },
  { name: '17-insert-unmarked', config: FIXED, violates: null },
  { name: '18-page-walk-unmarked', violates: 'assertion' },
  { name: '18-page-walk-unmarked', config: FIXED, violates: null },
  { name: '19-marks-dropped-inside', violates: 'I8' },
  { name: '19-marks-dropped-inside', properties: ['I1'], violates: 'I1' },
  { name: '19-marks-dropped-inside', config: FIXED, violates: null },
  { name: '20-no-second-lookup', violates: 'I9' },
  { name: '20-no-second-lookup', properties: ['I7'], violates: 'I7' },
  { name: '20-no-second-lookup', config: FIXED, violates: null },
  { name: '21-no-range-check', violates: 'I9' },
  { name: '21-no-range-check', config: FIXED, violates: null },
  { name: '22-sequence-wrap', violates: 'I1' },
  { name: '22-sequence-wrap', config: { SEQ_BITS: 32 }, violates: null },
  { name: '23-no-late-check', violates: 'I1' },
  { name: '23-no-late-check', config: FIXED, violates: null },
  { name: '24-unlock-order', violates: 'I11' },
  { name: '24-unlock-order', properties: ['I8'], violates: 'I8' },
  { name: '24-unlock-order', config: FIXED, violates: null },
  { name: '25-marks-kept', violates: 'L4' },
  { name: '25-marks-kept', config: FIXED, violates: null },
  { name: '26-waits-under-vma-lock', violates: 'L3' },
  { name: '26-waits-under-vma-lock', properties: [], violates: 'L1' },
  { name: '26-waits-under-vma-lock', config: FIXED, violates: null },
  { name: '27-tables-freed-unmarked', violates: 'I9' },
  { name: '27-tables-freed-unmarked', properties: ['I7'], violates: 'I7' },
  { name: '27-tables-freed-unmarked', config: FIXED, violates: null },
  { name: '28-readers-starve-a-writer', violates: null },
  { name: '28-readers-starve-a-writer', liveness: true, violates: 'L2' },
  { name: '28-readers-starve-a-writer', config: FIXED, liveness: true, violates: null },
  { name: '29-out-of-memory-in-a-split', violates: 'I10' },
  { name: '29-out-of-memory-in-a-split', properties: ['I7'], violates: 'I7' },
  { name: '29-out-of-memory-in-a-split', config: FIXED, violates: null },
  { name: '29-out-of-memory-in-a-split', config: { FIXED: true, FREES_PART: false }, violates: 'leak' },
  { name: '30-killed-waiter', violates: 'L1' },
  { name: '30-killed-waiter', config: FIXED, violates: null },
  { name: '31-two-faults-two-writers', violates: null },
  { name: '31-two-faults-two-writers', protocol: 'v1-rwsem', violates: 'I4' },
  { name: '32-semaphore-by-itself', violates: null },
  { name: '32-semaphore-by-itself', config: { FORGETS_WAKE_UP: true }, violates: 'L1' },
  { name: '33-stack-rot', violates: 'I3' },
  { name: '33-stack-rot', properties: ['I5'], violates: 'I5' },
  { name: '33-stack-rot', config: FIXED, violates: null },
  { name: '34-anon-vma-tested-early', violates: 'I5' },
  { name: '34-anon-vma-tested-early', properties: ['I3'], violates: 'I3' },
  { name: '34-anon-vma-tested-early', config: FIXED, violates: null },
  { name: '35-fork-unmarked', violates: 'I7' },
  { name: '35-fork-unmarked', config: FIXED, violates: null },
  { name: '36-merge-target-unmarked', violates: 'I3' },
  { name: '36-merge-target-unmarked', properties: ['I4'], violates: 'I4' },
  { name: '36-merge-target-unmarked', config: FIXED, violates: null },
  { name: '37-policy-unmarked', violates: 'I3' },
  { name: '37-policy-unmarked', properties: ['I4'], violates: 'I4' },
  { name: '37-policy-unmarked', config: FIXED, violates: null },
  { name: '38-hole-in-maps', violates: 'assertion' },
  { name: '38-hole-in-maps', config: FIXED, violates: null },
  { name: '39-vma-lock-inside-i-mmap', violates: 'L3' },
  { name: '39-vma-lock-inside-i-mmap', properties: [], violates: 'L1' },
  { name: '39-vma-lock-inside-i-mmap', config: FIXED, violates: null },
  { name: '40-released-too-early', violates: 'I4' },
  { name: '40-released-too-early', config: FIXED, violates: null },
  { name: '41-released-twice', violates: 'I6' },
  { name: '41-released-twice', config: FIXED, violates: null },
  { name: '42-stale-iterator', violates: 'I5' },
  { name: '42-stale-iterator', config: FIXED, violates: null },
  { name: '43-context-set-unmarked', violates: 'I3' },
  { name: '43-context-set-unmarked', config: FIXED, violates: null },
];

/** What mends a scenario that shows a mistake. */
export interface Mended {
  config?: Record<string, boolean | number>;
  protocol?: string;
}

/** Scenarios that may find live what they are about: a run may end in a violation. Mended, it must not. */
export const MAY_FAIL_LIVE: Readonly<Record<string, Mended>> = {
  '07-as-posted': { protocol: 'v1-rwsem-rcu' },
  '11-up-read': { protocol: 'v1-rwsem-rcu' },
  '13-free-waits': { protocol: 'v1-rwsem-rcu' },
  '14-free-reports': { protocol: 'v1-rwsem-rcu', config: { REPORTS: false } },
  '18-page-walk-unmarked': { config: FIXED },
  '20-no-second-lookup': { config: FIXED },
  '26-waits-under-vma-lock': { config: FIXED },
  '27-tables-freed-unmarked': { config: FIXED },
  '29-out-of-memory-in-a-split': { config: FIXED },
  '30-killed-waiter': { config: FIXED },
  '33-stack-rot': { config: FIXED },
  '34-anon-vma-tested-early': { config: FIXED },
  '36-merge-target-unmarked': { config: FIXED },
  '37-policy-unmarked': { config: FIXED },
  '38-hole-in-maps': { config: FIXED },
  '39-vma-lock-inside-i-mmap': { config: FIXED },
  '40-released-too-early': { config: FIXED },
  '41-released-twice': { config: FIXED },
  '42-stale-iterator': { config: FIXED },
};

/** `11-up-read` of `scenarios/11-up-read.scenario.ts`. */
export function nameOf({ path }: { path: string }): string {
  return path.slice('scenarios/'.length, -'.scenario.ts'.length);
}
