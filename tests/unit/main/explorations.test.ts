import { afterEach, describe, expect, it } from 'vitest';
import { Explorations } from '../../../electron/main/explore/explorations.ts';
import type { CallReply } from '../../../shared/ipc/contract.ts';
import { calls } from '../../../shared/ipc/contract.ts';
import type { ExploreGoal } from '../../../shared/ipc/explore-goal.ts';
import { defaultExploreLimits, type ExploreLimits } from '../../../shared/ipc/explore-limits.ts';
import { compiler } from '../compiler-thread.ts';

const explorations = new Explorations(new URL('../../../out/main/explore-worker.js', import.meta.url), compiler);
afterEach(() => explorations.abandon());

const start = (body: string, limits: Partial<ExploreLimits> = {}, goal?: ExploreGoal, more = ''): number => {
  const text = `scenario({ title: 'x', protocol: 'none' });\nlet x: int;\nthread('t', { instances: 2 }, () => { ${body} });\n${more}`;
  return explorations.start({ scenario: { path: 'scenarios/x.scenario.ts', text }, config: {}, limits: { ...defaultExploreLimits, ...limits }, properties: null, ...(goal && { goal }) }).exploration;
};

async function end(id: number): Promise<NonNullable<CallReply<'explore.poll'>['end']>> {
  for (;;) {
    // What crosses to the window passes the contract's schema.
    const update = calls['explore.poll'].reply.parse(explorations.poll(id));
    if (update.end) return update.end;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('the explorations of the window', () => {
  it('end with a verdict that is told once', async () => {
    const id = start('x = 1;');
    expect(await end(id)).toMatchObject({ kind: 'verdict', verdict: { outcome: 'verified' } });
    expect(() => explorations.poll(id)).toThrow(/is over/);
  });

  it('end where what they store takes as much memory as it may', async () => {
    const body = 'for (let i = 0; i < 40; i++) x = x + 1;';
    expect(await end(start(body, { maxBytes: 2 ** 20, reduction: 'none' }))).toMatchObject({ kind: 'verdict', verdict: { outcome: 'inconclusive', reason: expect.stringMatching(/^what is stored takes as much memory as it may/) } });
  });

  it('are one at a time: a new one ends the one before', async () => {
    const first = start('for (;;) x = x + 1;');
    const second = start('x = 1;');
    expect(() => explorations.poll(first)).toThrow(/is over/);
    expect(() => explorations.stop(first)).toThrow(/is over/);
    expect(await end(second)).toMatchObject({ kind: 'verdict' });
  });

  it('are gone with the window', () => {
    const id = start('for (;;) x = x + 1;');
    explorations.abandon();
    expect(() => explorations.poll(id)).toThrow(/is over/);
  });

  it('tell of a violation in a way that the contract knows', async () => {
    const told = await end(start("x = x + 1; assert(x < 2, 'one');"));
    expect(told).toMatchObject({ kind: 'verdict', verdict: { outcome: 'violated', violation: { kind: 'assertion', message: expect.stringContaining('one') } } });
    if (told.kind === 'verdict') expect(told.verdict.violation!.steps.length).toBeGreaterThan(1);
  });

  it('search as the person chose', async () => {
    const bounded = await end(start("x = x + 1; assert(x < 2, 'one');", { strategy: 'dfs', reduction: 'none', workers: 1, maxSwitches: 0 }));
    expect(bounded).toMatchObject({ kind: 'verdict', verdict: { outcome: 'violated', covers: { strategy: 'dfs', reductions: [], maxSwitches: 0 } } });
    expect(await end(start('x = 1;', { maxSwitches: 1 }))).toMatchObject({ kind: 'verdict', verdict: { outcome: 'verified-within-bound' } });
    // Starvation is looked for among all schedules only.
    expect(await end(start('x = 1;', { maxSwitches: 1, liveness: true }))).toMatchObject({ kind: 'verdict', verdict: { outcome: 'verified-within-bound', covers: { fairness: null } } });
    expect(await end(start('x = 1;', { liveness: true }))).toMatchObject({ kind: 'verdict', verdict: { outcome: 'verified', covers: { fairness: 'weak' } } });
    // A bound is no concern of schedules at random.
    expect(await end(start('x = 1;', { strategy: 'pct', maxSwitches: 1, timeMs: 50 }))).toMatchObject({ kind: 'verdict', verdict: { outcome: 'inconclusive', covers: { maxSwitches: null } } });
  });

  it('come to a line, or to what holds sometimes, or say why not', async () => {
    const line = (n: number, lastLine = n, file: string | null = null): ExploreGoal => ({ kind: 'line', file, line: n, lastLine });
    const loss = 'x = x + 1;\nif (x === 1) {\n  x = 1;\n}';
    expect(await end(start(loss, {}, line(1, 3, 'x.scenario.ts')))).toMatchObject({ kind: 'verdict', verdict: { outcome: 'reached', witness: { kind: 'line-reached' }, covers: { goal: { file: 'scenarios/x.scenario.ts', line: 3 } } } });
    expect(await end(start('x = 1;', {}, line(2)))).toMatchObject({ kind: 'unanswerable', message: expect.stringContaining('line 2') });
    const two = "sometimes('two', () => x === 2);\n";
    expect(await end(start('x = x + 1;', {}, { kind: 'sometimes', name: 'two' }, two))).toMatchObject({ kind: 'verdict', verdict: { outcome: 'reached', witness: { kind: 'sometimes' } } });
  });

  it('find the lines that nobody reaches, where all schedules are seen', async () => {
    const never = 'x = 1;\nif (x === 2) {\n  x = 3;\n}';
    expect(await end(start(never, { lines: true }))).toMatchObject({ kind: 'verdict', verdict: { unreached: [{ file: 'scenarios/x.scenario.ts', line: 5 }] } });
  });

  it('tell of a scenario with errors', async () => {
    expect(await end(start('nope();'))).toMatchObject({ kind: 'refused', diagnostics: [{ line: 3 }] });
  });
});
