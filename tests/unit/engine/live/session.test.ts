import { readdirSync } from 'node:fs';
import { availableParallelism, getPriority } from 'node:os';
import { describe, expect, it } from 'vitest';
import { niceOfCrowd } from '../../../../electron/engine/live/priority';
import { createLiveSession } from '../../../../electron/engine/live/session';
import { counterOf, imageOf, liveWorkerUrl, play, start, stopWhen } from './play';
import { EVENT_BYTES, EVENT_OFFSET } from '../../../../shared/trace/events';
import { scenarioSources } from '../../../../shared/sources/index';
import { mayFailLive } from '../../../../shared/catalogue/mended';
import { nameOf } from '../../scenarios/names';
import type { SessionMeta, SessionSample } from '../../../../shared/trace/session';
import type { ThreadTrace } from '../../../../shared/trace/traced';

const COUNTING = `
  let total: Embedded<atomic_t>;
  thread('counter', { instances: 3 }, () => { atomic_inc(total); count_event('ROUND'); tracepoint('round', this_thread(), 7); });
  always('nothing is lost', () => atomic_read(total) >= 0);`;

describe('a live session', () => {
  it('loses no event when threads pause for the tracer, and shows the pauses', async () => {
    let events: string[] = [];
    const counts = new Map<string, number>();
    const session = start(COUNTING, {
      iterations: 20_000,
      live: { mode: 'trace', ringEvents: 1024, whenFull: 'pause' },
      sampleMs: 5,
      onMeta: (meta) => (events = meta.events),
      onEvents: (chunk) => {
        const view = new DataView(chunk.buffer, chunk.byteOffset);
        for (let at = 0; at < chunk.length; at += EVENT_BYTES) {
          const name = events[view.getUint16(at + EVENT_OFFSET.event, true)]!;
          counts.set(name, (counts.get(name) ?? 0) + 1);
        }
      },
    });
    const { outcome, final } = await session.result;
    await session.delivered;
    expect(outcome).toBe('ok');
    expect(final.threads.map(({ dropped }) => dropped)).toEqual(final.threads.map(() => 0));
    expect(counts.get('round')).toBe(60_000);
    expect(counts.get('tracer:begin')).toBeGreaterThan(0);
    expect(counts.get('tracer:end')).toBe(counts.get('tracer:begin'));
  });

  it('traces stretches in which every thread has had a turn, however few cores there are', async () => {
    const stretches: Set<number>[] = [];
    const session = start(COUNTING.replace('instances: 3', 'instances: 6'), {
      durationMs: 6000,
      live: { mode: 'trace', ringEvents: 1024, whenFull: 'pause' },
      // So rarely that it is the threads who end a stretch.
      sampleMs: 1500,
      onEvents: (chunk) => {
        const view = new DataView(chunk.buffer, chunk.byteOffset);
        stretches.push(new Set(Array.from({ length: chunk.length / EVENT_BYTES }, (_, i) => view.getUint16(i * EVENT_BYTES + EVENT_OFFSET.thread, true))));
      },
    });
    const { final } = await session.result;
    await session.delivered;
    expect(final.threads.map(({ dropped }) => dropped)).toEqual(final.threads.map(() => 0));
    expect(stretches.length).toBeGreaterThan(2);
    // The last one ends when the session does.
    for (const threads of stretches.slice(0, -1)) expect([...threads].filter((t) => t >= 1 && t <= 6)).toHaveLength(6);
  });

  it('blames nobody for waiting until its trace is read', async () => {
    const session = start(COUNTING, {
      iterations: 3000,
      live: { mode: 'trace', ringEvents: 1024, whenFull: 'pause' },
      sampleMs: 5,
      limits: { deadlockMs: 100, hungMs: 200, loopMs: 200 },
      onEvents: () => new Promise((resolve) => setTimeout(resolve, 400)),
    });
    expect(await session.result).toMatchObject({ outcome: 'ok', diagnoses: [] });
  });

  it('ends with all checks when it is stopped, however slow the one who reads its trace is', async () => {
    const SERVED = `let asked: int; let served: int;
      kthread('server', () => { for (let i: int = 0; i < 200; i++) tracepoint('work', i); WRITE_ONCE(served, READ_ONCE(asked)); });
      thread('client', () => { count_event('ROUND'); });
      teardown(() => { WRITE_ONCE(asked, 1); wait_until(() => READ_ONCE(served) === 1); });`;
    let began = 0;
    const session = start(SERVED, {
      live: { mode: 'trace', ringEvents: 1024, whenFull: 'pause' },
      sampleMs: 20,
      onEvents: () => new Promise((resolve) => setTimeout(resolve, 1000)),
      onSample: ({ phase, time }) => {
        if (phase !== 'running') return;
        began ||= time;
        // Its threads wait for the reader by now, the kernel's, too.
        if (time - began > 200e6) session.stop();
      },
    });
    const { outcome, ended, checks } = await session.result;
    expect({ outcome, ended, checks }).toMatchObject({ outcome: 'ok', ended: 'stopped', checks: { leaks: [], note: '' } });
  });

  // Mended, they must run without one: tests/unit/kernel/scenarios.test.ts.
  it.each(scenarioSources.map(nameOf).filter(mayFailLive))('runs %s as it is: to a good end, or to a violation that it tells of', async (name) => {
    const { text } = scenarioSources.find((s) => nameOf(s) === name)!;
    const { outcome, diagnoses } = await createLiveSession({ image: imageOf(text), workerUrl: liveWorkerUrl, seed: 3, durationMs: 100 }).result;
    expect([outcome, diagnoses.length > 0]).toEqual(diagnoses.length > 0 ? ['violated', true] : ['ok', false]);
  });

  it('ends after as many iterations as asked for', async () => {
    const { outcome, ended, final } = await play(COUNTING, { iterations: 500 });
    expect({ outcome, ended }).toEqual({ outcome: 'ok', ended: 'iterations' });
    expect(counterOf(imageOf(COUNTING), final, 'ROUND')).toBe(1500);
    expect(final.threads.slice(1, 4).map(({ iterations }) => iterations)).toEqual([500, 500, 500]);
  });

  it('tells what it is, samples while it runs, and streams every event that it did not drop', async () => {
    const metas: SessionMeta[] = [];
    const samples: SessionSample[] = [];
    const seen = [0, 0, 0, 0, 0];
    const session = start(COUNTING, {
      iterations: 5000,
      live: { mode: 'trace', ringEvents: 1024 },
      sampleMs: 5,
      onMeta: (meta) => metas.push(meta),
      onSample: (sample) => samples.push(sample),
      onEvents: (chunk) => {
        const view = new DataView(chunk.buffer, chunk.byteOffset);
        for (let at = 0; at < chunk.length; at += EVENT_BYTES) {
          if (metas[0]!.events[view.getUint16(at + EVENT_OFFSET.event, true)] !== 'round') continue;
          expect(view.getUint32(at + EVENT_OFFSET.b, true)).toBe(7);
          expect(view.getUint32(at + EVENT_OFFSET.a, true)).toBe(view.getUint16(at + EVENT_OFFSET.thread, true));
          seen[view.getUint16(at + EVENT_OFFSET.thread, true)]!++;
        }
      },
    });
    const { final } = await session.result;
    await session.delivered;
    expect(metas[0]).toMatchObject({ title: 'test', mode: 'trace', seed: 1, counters: expect.arrayContaining(['ROUND']) });
    expect(metas[0]!.threads.slice(0, 4)).toEqual([
      { index: 0, name: 'boot', kind: 'boot' },
      ...[0, 1, 2].map((instance) => ({ index: instance + 1, name: `counter/${instance}`, kind: 'thread' })),
    ]);
    expect(samples.at(-1)).toEqual(final);
    for (const thread of [1, 2, 3]) expect(seen[thread]! + final.threads[thread]!.dropped).toBe(5000);
  });

  it('draws the same choices from the same seed', async () => {
    const PICKING = `let sum: uint; thread('one', () => { sum = sum * 31 + pick(1000); }); always('seen', () => sum !== 12345);
      teardown(() => { for (let i: uint = 0; i < (sum & 0xffff); i++) count_event('SUM'); });`;
    const image = imageOf(PICKING);
    const sums = await Promise.all(
      [5, 5, 6].map(async (seed) => counterOf(image, (await createLiveSession({ image, workerUrl: liveWorkerUrl, iterations: 100, seed }).result).final, 'SUM')),
    );
    expect(sums[0]).toBe(sums[1]);
    expect(sums[0]).not.toBe(sums[2]);
  });

  it('chooses 0 where there is nothing to choose from, as explored', async () => {
    const image = imageOf(`let less: int = -3; let none: int; thread('t', () => { assert(pick(less) === 0 && pick(none) === 0); });`);
    expect((await createLiveSession({ image, workerUrl: liveWorkerUrl, iterations: 100, seed: 1 }).result).outcome).toBe('ok');
  });

  it('shows live objects to who asks', async () => {
    const session = start(`interface thing { a: int; b: int; }
      let p: thing;
      setup(() => { p = alloc<thing>(); p.b = 42; });
      thread('t', () => { cpu_relax(); });
      teardown(() => { free(p); });`, { durationMs: 100, look: { structs: ['thing'], globals: true }, onSample: (sample) => samples.push(sample) });
    const samples: SessionSample[] = [];
    await session.result;
    const running = samples.find(({ phase }) => phase === 'running')!;
    expect(running.objects).toContainEqual({ struct: 'thing', count: 1 });
    expect(running.snapshot).toHaveLength(1);
    expect([...running.snapshot[0]!.words]).toEqual([0, 42]);
    // The global points to the object.
    expect(running.globals.find(({ name }) => name === 'p')!.words[0]).toBe(running.snapshot[0]!.address);
  });

  it('follows pointers from the objects that are looked at, and shows what threads wait with', async () => {
    const samples: SessionSample[] = [];
    const session = start(`interface leaf { n: int; }
      interface tree { root: leaf; }
      interface waiter { n: int; }
      let t: tree; let apart: leaf;
      setup(() => { t = alloc<tree>(); t.root = alloc<leaf>(); t.root.n = 7; apart = alloc<leaf>(); });
      thread('t', () => { const w = local<waiter>(); WRITE_ONCE(w.n, 3); wait_until(() => READ_ONCE(w.n) === 4); });
      teardown(() => { free(t.root); free(t); free(apart); });`, { durationMs: 100, look: { structs: ['tree', 'waiter'], follow: ['tree.root', 'tree.none'], globals: false }, onSample: (sample) => samples.push(sample) });
    await session.result;
    const { snapshot } = samples.find(({ phase, threads }) => phase === 'running' && threads[1]!.status === 'polling')!;
    expect(snapshot.filter(({ struct }) => struct === 'leaf').map(({ words }) => [...words])).toEqual([[7]]);
    expect(snapshot.filter(({ struct, words }) => struct === 'waiter' && words[0] === 3).map(({ thread }) => thread)).toEqual([1]);
    expect(snapshot.filter(({ struct }) => struct === 'leaf').map(({ thread }) => thread)).toEqual([undefined]);
  });

  it.each([['trace', true], ['throughput', false]] as const)('says with each sample what threads are in the middle of where it traces: %s', async (mode, told) => {
    const all: (ThreadTrace[] | null)[] = [];
    const session = start(`let word: int;
      thread('holds', () => { tracepoint('vma_lock.read:begin', 7); futex_wait(word, 0); });`, { durationMs: 300, live: { mode }, onSample: (_sample, traced) => all.push(traced) });
    await session.result;
    expect(all.some((traced) => traced?.[1]?.open.some(({ category, object }) => category === 'vma_lock.read' && object === 7))).toBe(told);
    expect(all.every((traced) => (traced !== null) === told)).toBe(true);
  });

  it('runs more threads than there are processors', async () => {
    const { outcome, final } = await play(`thread('many', { instances: 24 }, () => { cpu_relax(); });`, { iterations: 50 });
    expect(outcome).toBe('ok');
    expect(final.threads.filter(({ iterations }) => iterations === 50)).toHaveLength(24);
  });

  it('does not begin where there may not be as many open files', async () => {
    const worker = `throw Object.assign(new Error('Worker initialization failure: EMFILE'), { code: 'ERR_WORKER_INIT_FAILED' });`;
    const samples: SessionSample[] = [];
    const { result } = start(COUNTING, { iterations: 1, sampleMs: 1, workerUrl: new URL(`data:text/javascript,${encodeURIComponent(worker)}`), onSample: (sample) => samples.push(sample) });
    await expect(result).rejects.toThrow(/open files .*EMFILE.*ulimit -n/);
    const { length } = samples;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(samples).toHaveLength(length);
  });

  it.runIf(process.platform === 'linux')('is nicer to who looks at it the more threads share a processor', async () => {
    let nice: number[] = [];
    const tasks = (): number[] => readdirSync('/proc/self/task').map((task) => getPriority(Number(task)));
    const instances = 8 * availableParallelism();
    await play(`thread('many', { instances: ${instances} }, () => { cpu_relax(); });`, { durationMs: 200, onSample: ({ phase }) => phase === 'running' && (nice = tasks()) });
    expect(nice.filter((each) => each === niceOfCrowd(instances)).length).toBeGreaterThan(instances);
  });
});

describe('stopping a session', () => {
  it('lets threads finish their iteration, and checks', async () => {
    const result = await stopWhen(COUNTING, ({ threads }) => threads[1]!.iterations > 0);
    expect(result).toMatchObject({ outcome: 'ok', ended: 'stopped', checks: { leaks: [] } });
  });

  it('lets those through that wait for their trace to be read, and checks', async () => {
    let over!: () => void;
    const reading = new Promise<void>((resolve) => (over = resolve));
    const session = start(COUNTING, {
      live: { mode: 'trace', ringEvents: 1024, whenFull: 'pause' },
      sampleMs: 5,
      onEvents: () => reading,
      onSample: ({ threads }) => threads.slice(1, 4).every(({ status }) => status === 'polling') && session.stop(),
    });
    const result = await session.result;
    over();
    expect(result).toMatchObject({ outcome: 'ok', ended: 'stopped', checks: { leaks: [] } });
  });

  it('checks, however long its host was at something else meanwhile', async () => {
    const session = start(COUNTING, {
      sampleMs: 5,
      onSample: ({ threads }) => {
        if (threads[1]!.iterations === 0) return;
        session.stop();
        const end = performance.now() + 120;
        while (performance.now() < end);
      },
    });
    expect(await session.result).toMatchObject({ outcome: 'ok', ended: 'stopped', checks: { leaks: [] } });
  });

  it('works when it has not begun', async () => {
    const session = start(COUNTING);
    session.stop();
    expect(await session.result).toMatchObject({ outcome: 'inconclusive', ended: 'stopped' });
  });

  it('obeys an AbortSignal', async () => {
    expect(await start(COUNTING, { signal: AbortSignal.timeout(100) }).result).toMatchObject({ ended: 'stopped' });
  });

  it.each([
    ['an endless loop', `let n: int; thread('spinner', () => { count_event('IN'); while (n >= 0 || n < 0) n ^= 1; });`],
    ['a sleep that nobody ends', `let n: int; thread('sleeper', () => { count_event('IN'); while (n === 0) futex_wait(n, 0); });`],
    ['a wait that never holds', `let n: int; thread('waiter', () => { count_event('IN'); wait_until(() => n === 1); });`],
    ['endless set-up', `let n: int; setup(() => { count_event('IN'); while (n === 0) cpu_relax(); }); thread('t', () => { n = 1; });`],
  ])('cuts off %s', async (_what, text) => {
    // By then a thread is in what does not end.
    const result = await stopWhen(`scenario({ title: 'x', protocol: 'none' });\n${text}`, ({ counters }) => counters[0]! > 0);
    expect(result).toMatchObject({ outcome: 'inconclusive', ended: 'stopped', diagnoses: [], checks: { leaks: null } });
  });

  it('says where a thread was cut off', async () => {
    const result = await stopWhen(`scenario({ title: 'x', protocol: 'none' }); let n: int;\nfunction forever(): void { count_event('IN'); while (n >= 0 || n < 0) n ^= 1; }\nthread('spinner', () => { forever(); });`, ({ counters }) => counters[0]! > 0);
    expect(result.checks.note).toContain('`spinner` in forever (test.scenario.ts:2)');
  });
});
