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

it.each<[string, ThreadInfo['kind'], Partial<ThreadSample>, boolean, before?: Partial<ThreadSample>]>([
  ['sleeps on as it slept', 'thread', {}, false],
  ['runs', 'thread', { status: 'running' }, true],
  ['runs on', 'thread', { status: 'running' }, true, { status: 'running' }],
  ['waits otherwise', 'thread', { status: 'polling' }, true],
  ['waits at another place', 'thread', { waitSite: 2 }, true],
  ['waits for another word', 'thread', { waitAddress: 128 }, true],
  ['has begun anew', 'thread', { iterations: 1 }, true],
  ['is of the kernel, and waits at another place', 'kthread', { waitSite: 2 }, true],
  ['is of the kernel, and has gone round its empty body', 'kthread', { iterations: 1 }, false],
])('knows whether one got on who %s', (_, kind, change, gotOn, before = {}) => {
  const asleep: ThreadSample = { status: 'sleeping', iterations: 0, waitSite: 1, waitAddress: 64, waitedMs: 0, dropped: 0 };
  const at = (time: number, other: Partial<ThreadSample>) => ({ time, threads: [{ ...asleep, ...other }, { ...asleep, waitedMs: time / 1e6 }] }) as unknown as SessionSample;
  const movements = new Movements();
  for (const each of [at(0, before), at(1e8, change)]) movements.observe(each, [{ index: 0, name: 'other', kind }, infos[1]!]);
  expect(movements.whileWaiting(1, at(1e8, change))).toEqual(gotOn ? [0] : []);
});
