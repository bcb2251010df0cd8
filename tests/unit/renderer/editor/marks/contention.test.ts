import { describe, expect, it } from 'vitest';
import { Contention, waitingNote, waitingText } from '../../../../../renderer/editor/marks/contention';
import type { Site } from '../../../../../shared/dialect/ir';
import type { ThreadSample } from '../../../../../shared/trace/session';

const site = (line: number, caller: number, file = 'kernel/a.ts'): Site => ({ file, line, column: 1, start: 0, end: 0, fn: 'f', caller });
const meta = {
  threads: [{ index: 0, name: 'boot', kind: 'boot' as const }, { index: 1, name: 'a', kind: 'thread' as const }, { index: 2, name: 'b', kind: 'thread' as const }, { index: 3, name: 'rcu_gp', kind: 'kthread' as const }],
  // 0 is called at 1, which is called at 2, on the same line of the scenario as 3.
  sites: [site(5, 1), site(9, 2), site(3, 3, 'scenarios/x.ts'), site(3, -1, 'scenarios/x.ts')],
};
const at = (status: ThreadSample['status'], waitSite = -1, waitedMs = 0): ThreadSample => ({ status, waitSite, waitedMs, iterations: 0, waitAddress: 0, dropped: 0 });

describe('where threads wait', () => {
  it('counts for the line and for the calls around it, each once', () => {
    const seen = new Contention(meta);
    seen.add({ phase: 'running', threads: [at('idle'), at('sleeping', 0, 4), at('running'), at('sleeping', 0, 900)] });
    seen.add({ phase: 'running', threads: [at('idle'), at('sleeping', 0, 2), at('polling', 1, 7), at('idle')] });
    expect(seen.looks).toBe(4);
    expect(seen.in('kernel/a.ts')).toEqual([
      { file: 'kernel/a.ts', line: 5, looks: 2, longestMs: 4, threads: ['a'] },
      { file: 'kernel/a.ts', line: 9, looks: 3, longestMs: 7, threads: ['a', 'b'] },
    ]);
    expect(seen.in('scenarios/x.ts')).toMatchObject([{ line: 3, looks: 3 }]);
  });

  it('leaves out setting up and cleaning up, and who is not waiting', () => {
    const seen = new Contention(meta);
    seen.add({ phase: 'teardown', threads: [at('sleeping', 0, 1), at('sleeping', 0, 1)] });
    seen.add({ phase: 'running', threads: [at('sleeping', 0, 1), at('finished', 0)] });
    expect([seen.looks, seen.in('kernel/a.ts')]).toEqual([1, []]);
  });

  it('is told in a few words, and in full', () => {
    const waiting = { file: 'x', line: 1, looks: 30, longestMs: 12.4, threads: ['a', 'b', 'c', 'd', 'e'] };
    expect([waitingNote(waiting, 100), waitingNote(waiting, 1000), waitingNote(waiting, 100_000), waitingNote(waiting, 0)]).toEqual(['waiting 30 %', 'waiting 3.0 %', null, null]);
    expect(waitingText(waiting, 100)).toBe("In 30 of 100 looks at the scenario's threads, one was waiting here: a, b, c, d and 1 more. The longest wait seen: 12 ms.");
  });
});
