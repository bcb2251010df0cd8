/** A small recording, made of plain values. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RecordingWriter } from '../../../electron/recordings/writer';
import { machineFacts } from '../../../electron/recordings/machine';
import type { RecordedSources, RecordingMeta } from '../../../shared/recording/contents';
import { EVENT_BYTES, EVENT_OFFSET } from '../../../shared/trace/events';
import type { SessionResult, SessionSample, Wait } from '../../../shared/trace/session';

export const meta: RecordingMeta = {
  faultline: '0.1.0',
  session: {
    title: 'Größe', protocol: 'v1-rwsem', config: { PER_VMA_LOCK: true, RCU_BATCH: 32 }, mode: 'trace', checks: 'full', seed: 4294967295, sourceHash: 'abc',
    startedAt: '2026-01-01T00:00:00.000Z',
    threads: [{ index: 0, name: 'boot', kind: 'boot' }, { index: 1, name: 't', kind: 'thread' }],
    events: ['fault:begin', 'fault:end'], counters: ['FAULT'], histograms: ['fault'],
    sites: [{ file: 'k.ts', start: 0, end: 4, line: 1, column: 1, fn: 'f', caller: -1 }],
    structs: [{ name: 'mm', size: 4, align: 4, fields: [{ name: 'a', offset: 0, size: 4, type: { kind: 'int' } }] }],
    globals: [{ name: 'mm', address: 32768, size: 4, type: { kind: 'pointer', struct: 'mm' } }], callbacks: [''],
  },
  machine: machineFacts(),
  durationMs: 5000,
  iterations: null,
};

export const sources: RecordedSources = [{ path: 'my.scenario.ts', text: "scenario({ title: 'Größe' });" }];

export function sample(time: number): SessionSample {
  return {
    time, phase: 'running',
    threads: [0, 1].map(() => ({ status: 'sleeping', iterations: 3, waitSite: 0, waitAddress: 4096, waitedMs: 1.5, dropped: 2 }) as const),
    counters: [2 ** 40],
    histograms: [{ count: 3, sum: 300, max: 200, buckets: Uint32Array.of(0, 4294967295, 2) }],
    objects: [{ struct: 'mm', count: 1 }],
    snapshot: [{ struct: 'mm', address: 65536, words: Uint32Array.of(7) }],
    globals: [{ name: 'mm', words: Uint32Array.of(65536) }],
    heap: { used: 64, size: 1024, failures: 0 },
  };
}

const frames = [{ fn: 'f', file: 'k.ts', line: 1, column: 1 }];
const wait: Wait = { thread: 't', lock: 'l', wants: 'write', state: 'held by 1 reader', holders: [{ thread: 't', sure: false, stack: frames }], behind: [], waitedMs: 1.5, stack: frames };

export const result: SessionResult = {
  outcome: 'violated',
  diagnoses: [{ kind: 'leak', message: 'leak: 1 mm', thread: 'boot', stack: [{ fn: 'f', file: 'k.ts', line: 1, column: 1 }], details: ['a'], waits: [wait], cycle: [{ thread: 't', lock: 'l', sure: false }] }],
  ended: 'duration', runMs: 5000.5, final: sample(9e9),
  checks: { leaks: [{ struct: 'mm', count: 1 }], conditions: [{ name: 'c', holds: true }], note: '' },
};

export function events(count: number): Uint8Array {
  const bytes = new Uint8Array(count * EVENT_BYTES);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < count; index++) {
    view.setFloat64(index * EVENT_BYTES, index * 1.5, true);
    view.setUint16(index * EVENT_BYTES + EVENT_OFFSET.event, index % 2, true);
    view.setUint16(index * EVENT_BYTES + EVENT_OFFSET.thread, 1, true);
    view.setUint32(index * EVENT_BYTES + EVENT_OFFSET.a, index, true);
  }
  return bytes;
}

export async function all<T>(from: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of from) items.push(item);
  return items;
}

export async function freshPath(): Promise<string> {
  return path.join(await mkdtemp(path.join(tmpdir(), 'faultline-')), 'x.faultline');
}

export async function writeSample(file: string, chunks: Uint8Array[] = [events(3), events(2)], samples: number | readonly SessionSample[] = 45): Promise<void> {
  const writer = await RecordingWriter.create(file);
  void writer.begin(meta, sources);
  for (const chunk of chunks) await writer.events(chunk);
  for (const each of typeof samples === 'number' ? Array.from({ length: samples }, (_, i) => sample(i)) : samples) void writer.sample(each);
  await writer.finish(result);
}
