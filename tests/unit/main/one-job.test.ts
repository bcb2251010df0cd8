import { afterEach, describe, expect, it } from 'vitest';
import { OneJob } from '../../../electron/main/jobs/one-job.ts';
import type { ComparisonJob, ComparisonNote } from '../../../shared/compare/job.ts';
import { calls, type CallReply } from '../../../shared/ipc/contract.ts';

const comparison = new OneJob<ComparisonJob, ComparisonNote>(new URL('../../../out/main/compare-worker.js', import.meta.url), 'This comparison');
afterEach(() => comparison.abandon());

const text = "scenario({ title: 'x', protocol: 'none' });\nlet x: int;\nthread('t', { instances: 2 }, () => { x = 1; });\n";

const start = (more: Partial<ComparisonJob> = {}): number =>
  comparison.start({ scenario: { path: 'scenarios/x.scenario.ts', text }, config: {}, protocols: ['v1-rwsem'], threads: [1, 2], rounds: 1, measureMs: 300, ...more }).job;

async function notes(id: number): Promise<ComparisonNote[]> {
  const all: ComparisonNote[] = [];
  for (;;) {
    // What crosses to the window passes the contract's schema.
    const update: CallReply<'comparison.poll'> = calls['comparison.poll'].reply.parse(comparison.poll(id));
    all.push(...update.notes);
    if (update.end) {
      expect(update.end).toEqual({ failure: null });
      return all;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('a job of the window', () => {
  it('tells what it does, each note once, and is over then', async () => {
    const id = start();
    const told = await notes(id);
    expect(told.map(({ kind }) => kind)).toEqual(['compiled', 'ready', 'run', 'run']);
    for (const note of told) if (note.kind === 'run') expect(note.measure).not.toBeNull();
    expect(() => comparison.poll(id)).toThrow('This comparison is over.');
  });

  it('leaves out variants that there are not, and says why', async () => {
    expect(await notes(start({ protocols: ['v9'], threads: [null] }))).toEqual([{ kind: 'refused', protocol: 'v9', error: { message: expect.stringContaining('v9'), place: { file: expect.any(String), line: 1, column: expect.any(Number) } } }]);
  });

  it('ends when it is told to, with what it has told', async () => {
    const id = start({ rounds: 1000 });
    const all = notes(id);
    comparison.stop(id);
    expect((await all).filter(({ kind }) => kind === 'run').length).toBeLessThan(1000);
  });

  it('is one at a time: a new one ends the one before', async () => {
    const first = start({ rounds: 1000 });
    const second = start({ threads: [1] });
    expect(() => comparison.stop(first)).toThrow(/is over/);
    expect((await notes(second)).map(({ kind }) => kind)).toEqual(['compiled', 'ready', 'run']);
  });
});
