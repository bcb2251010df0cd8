import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verdictLimits, verdictSchema } from '../../../shared/explore/verdict-schema.ts';
import type { Step, Verdict } from '../../../shared/explore/verdict.ts';

const step: Step = {
  thread: 1, choice: 0, name: 'fault', site: 0, access: { op: 'store', place: { struct: 'globals', field: 'x' }, address: 128, before: -1, after: 2 },
  text: 'writes x: -1 → 2', enabled: [1, 2], blocked: [{ thread: 3, on: 'x is 2', by: [1] }], after: [0],
};
const verdict: Verdict = {
  outcome: 'violated', reason: null, states: 3, transitions: 4, unexpanded: 1, depth: 2, bytes: 64, ms: 1.5, sometimes: [{ name: 'both', seen: true }], unreached: null, witness: null,
  violation: {
    kind: 'property', property: 'I4', message: 'm', stack: [{ fn: 'f', file: 'k.ts', line: 3 }], steps: [step, { ...step, access: null, site: -1 }], threads: ['boot', 'fault'],
    sites: [{ file: 'k.ts', start: 0, end: 4, line: 1, column: 1, fn: 'f', caller: -1 }], token: 'fl1:AA', shortest: true, cycle: null,
    passing: { common: 1, steps: [step] },
  },
  covers: {
    protocol: 'v1-rwsem', overrides: ['munmap'], config: { PER_VMA_LOCK: true, RCU_BATCH: 4 }, threads: [{ name: 'fault', repeat: 1 }], objects: 8, memoryModel: 'sequential consistency',
    strategy: 'exhaustive', fairness: null, maxSwitches: null, goal: null, reductions: [], symmetry: { threads: [], refused: [] }, sequenceBits: 32, properties: ['I4'], conditions: ['c'], assumed: ['nothing'],
  },
};

/** The verdict with the value at a path replaced. */
function changed(path: string, value: unknown): unknown {
  const copy = structuredClone(verdict) as unknown as Record<string, never>;
  const keys = path.split('.');
  let at: Record<string, never> = copy;
  for (const key of keys.slice(0, -1)) at = at[key]!;
  (at as Record<string, unknown>)[keys.at(-1)!] = value;
  return copy;
}

describe('the schema of a verdict', () => {
  it('lets a verdict through as it is', () => {
    expect(verdictSchema.parse(verdict)).toEqual(verdict);
    expect(verdictSchema.parse(JSON.parse(JSON.stringify(verdict)))).toEqual(verdict);
    const reached = { ...verdict, outcome: 'reached', violation: null, witness: { ...verdict.violation, kind: 'line-reached' }, unreached: [{ file: 'k.ts', line: 9 }], covers: { ...verdict.covers, maxSwitches: 2, goal: { kind: 'line', file: 'k.ts', line: 1 } } };
    expect(verdictSchema.parse(reached)).toEqual(reached);
    const verified = { ...verdict, outcome: 'verified', violation: null };
    expect(verdictSchema.parse(verified)).toEqual(verified);
  });

  it.each([
    ['outcome', 'fine'],
    ['states', -1],
    ['ms', Number.NaN],
    ['violation.kind', 'bad luck'],
    ['violation.steps.0.thread', verdictLimits.threads],
    ['violation.steps.0.access.before', 2 ** 40],
    ['violation.steps.0.after', [-1]],
    ['violation.steps', Array.from({ length: verdictLimits.steps + 1 }, () => step)],
    ['violation.message', 'x'.repeat(verdictLimits.textChars + 1)],
    ['violation.sites.0.caller', 'f'],
    ['covers.config', { 'not a name': 1 }],
    ['covers.memoryModel', 'TSO'],
    ['covers.sequenceBits', 64],
    ['covers.maxSwitches', -1],
    ['covers.goal', { kind: 'line', file: 'k.ts', line: 0 }],
    ['covers.goal', { kind: 'address' }],
    ['unreached', [{ file: 'k.ts' }]],
    ['witness', { kind: 'sometimes' }],
  ])('refuses a %s that makes no sense', (path, value) => {
    const parsed = verdictSchema.safeParse(changed(path, value));
    expect(parsed.success).toBe(false);
    expect(parsed.error!.issues[0]!.path.join('.')).toContain(path);
  });

  it('refuses a verdict that lacks any of its parts but those that came later', () => {
    for (const key of Object.keys(verdict).filter((k) => k !== 'witness' && k !== 'unreached')) expect(verdictSchema.safeParse({ ...verdict, [key]: undefined }).success).toBe(false);
  });

  it('never throws, whatever it is given', () => {
    fc.assert(fc.property(fc.anything(), (value) => void verdictSchema.safeParse(value)));
  });
});
