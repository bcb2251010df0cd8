import { expect, it } from 'vitest';
import { Movements } from '../../../../electron/engine/live/movements';
import type { SessionSample, ThreadInfo, ThreadSample } from '../../../../shared/trace/session';

const infos: ThreadInfo[] = [
  { index: 0, name: 'boot', kind: 'boot' },
  { index: 1, name: 'waits', kind: 'thread' },
];

function sample(time: number, boot: ThreadSample['status'], waitedSince: number | null): SessionSample {
  const thread = (status: ThreadSample['status'], waitedMs = 0): ThreadSample => ({ status, iterations: 0, waitSite: -1, waitAddress: 0, waitedMs, dropped: 0 });
  return { time, threads: [thread(boot), waitedSince === null ? thread('running') : thread('sleeping', (time - waitedSince) / 1e6)] } as unknown as SessionSample;
}

it('takes nobody for one who got on since that had ended when the wait was first seen, however times are rounded', () => {
  for (let i = 0; i < 200; i++) {
    const movements = new Movements();
    const since = 5e7 + i * 1234.567;
    const last = sample(since + 5e9 + i / 7, 'finished', since);
    for (const each of [sample(1e7, 'running', null), sample(since, 'finished', since), last]) movements.observe(each, infos);
    expect(movements.whileWaiting(1, last)).toEqual([]);
  }
});
