import { describe, expect, it } from 'vitest';
import { Traced } from '../../../../electron/engine/live/traced';
import { EVENT_BYTES, EVENT_OFFSET } from '../../../../shared/trace/events';

const NAMES = ['fault:begin', 'fault:end', 'vma_lock.read:begin', 'vma_lock.read:end', 'pte.install'];

/** Events by their time, name and what they are about. */
function events(...told: [time: number, name: string, object: number][]): Uint8Array {
  const chunk = new Uint8Array(told.length * EVENT_BYTES);
  const view = new DataView(chunk.buffer);
  told.forEach(([time, name, object], i) => {
    view.setFloat64(i * EVENT_BYTES, time, true);
    view.setUint16(i * EVENT_BYTES + EVENT_OFFSET.event, NAMES.indexOf(name), true);
    view.setUint32(i * EVENT_BYTES + EVENT_OFFSET.a, object, true);
  });
  return chunk;
}

describe('what threads are in the middle of', () => {
  it('is what they hold and where they fault; and where they have faulted since it was asked for last', () => {
    const first = events([1, 'fault:begin', 0x1000], [2, 'vma_lock.read:begin', 7], [3, 'pte.install', 1]);
    const second = events([1, 'fault:begin', 0x1000], [4, 'vma_lock.read:end', 7], [5, 'fault:end', 0x1000], [6, 'fault:begin', 0x2000]);
    let latest = [first, new Uint8Array(0)];
    const traced = new Traced({ latest: (thread) => latest[thread]! }, NAMES, 2);
    const nothing = { open: [], faults: [] };
    expect(traced.at(3)).toEqual([{ open: [{ category: 'fault', object: 0x1000 }, { category: 'vma_lock.read', object: 7 }], faults: [0x1000] }, nothing]);
    latest = [second, new Uint8Array(0)];
    expect(traced.at(7)).toEqual([{ open: [{ category: 'fault', object: 0x2000 }], faults: [0x2000] }, nothing]);
    expect(traced.at(8)).toEqual([{ open: [{ category: 'fault', object: 0x2000 }], faults: [] }, nothing]);
  });

  it('is bounded: the newest of very many', () => {
    const faults = Array.from({ length: 20 }, (_, i): [number, string, number][] => [[i + 1, 'fault:begin', i * 0x1000], [i + 1, 'fault:end', i * 0x1000]]).flat();
    const locks = Array.from({ length: 50 }, (_, i): [number, string, number] => [100, 'vma_lock.read:begin', i]);
    const [told] = new Traced({ latest: () => events(...faults, ...locks) }, NAMES, 1).at(200);
    expect(told!.faults).toEqual([12, 13, 14, 15, 16, 17, 18, 19].map((page) => page * 0x1000));
    expect(told!.open.map(({ object }) => object)).toEqual(Array.from({ length: 32 }, (_, i) => i + 18));
  });
});
