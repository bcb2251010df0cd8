import { describe, expect, it } from 'vitest';
import { argumentsOf } from '../../../../../shared/trace/arguments.ts';
import { detailsOf, neighbour, openSlice } from '../../../../../renderer/timeline/model/details.ts';
import { chunk, modelOf, newModel } from '../trace.ts';

describe('details of a slice', () => {
  it('name its thread, times, arguments and source', () => {
    const model = modelOf([10, 'fault:begin', 0x7000, 1], [25, 'fault:end', 0x7000, 1]);
    expect(detailsOf(model.meta, { row: model.rows()[0]!, index: 0 })).toMatchObject({
      kind: 'slice',
      name: 'fault',
      thread: { name: 't0' },
      start: 10,
      end: 25,
      arguments: [{ name: 'address', value: '0x7000' }, { name: 'access', value: 'write' }, { name: 'path', value: 'mmap_lock' }],
      site: { fn: 'page_fault', line: 12 },
    });
  });

  it('of one that has not ended leave the end open, and are gone when it has', () => {
    const model = modelOf([10, 'fault:begin', 0x7000, 1]);
    const place = { row: model.rows()[0]!, index: openSlice };
    expect(detailsOf(model.meta, place)).toMatchObject({ start: 10, end: null, arguments: [{ name: 'address' }, { name: 'access' }] });
    model.append(chunk([20, 'fault:end', 0x7000]));
    expect(detailsOf(model.meta, place)).toBeNull();
  });

  it('are null for what is forgotten', () => {
    const model = newModel({ chunkRows: 16, detailBytes: 0 });
    model.append(chunk(...Array.from({ length: 20 }, (_, i) => [i, 'retry'] as [number, 'retry'])));
    const row = model.rows()[0]!;
    expect(detailsOf(model.meta, { row, index: 3 })).toBeNull();
    expect(detailsOf(model.meta, { row, index: 17 })).toMatchObject({ kind: 'instant', name: 'retry', start: 17 });
  });
});

describe('the next and previous slice', () => {
  it('go to the row’s ends, the open slice included', () => {
    const model = modelOf([1, 'fault:begin'], [2, 'fault:end'], [3, 'fault:begin'], [4, 'fault:end'], [5, 'fault:begin']);
    const row = model.rows()[0]!;
    expect(neighbour({ row, index: 0 }, 1)?.index).toBe(1);
    expect(neighbour({ row, index: 1 }, 1)?.index).toBe(openSlice);
    expect(neighbour({ row, index: openSlice }, 1)).toBeNull();
    expect(neighbour({ row, index: openSlice }, -1)?.index).toBe(1);
    expect(neighbour({ row, index: 0 }, -1)).toBeNull();
  });
});

describe('arguments', () => {
  it('are shown as what they mean', () => {
    expect(argumentsOf('vma_lock.refused', 0x40, 2, null, [])).toEqual([{ name: 'vma', value: '0x40' }, { name: 'why', value: 'marked meanwhile' }]);
    expect(argumentsOf('munmap', 0x1000, 0x2000, -12 >>> 0, [])).toContainEqual({ name: 'result', value: '-12' });
    expect(argumentsOf('rcu', 1, 2, 3, [])).toEqual([]);
    expect(argumentsOf('tracer', 0, 0, null, [])).toEqual([]);
  });

  it('name the task that is woken, unless nobody knows it', () => {
    const threads = [{ index: 0, name: 'boot', kind: 'boot' }, { index: 4, name: 'mprotect', kind: 'thread' }] as const;
    expect(argumentsOf('wake', 4, 0x40, null, threads)).toEqual([{ name: 'task', value: 'mprotect' }, { name: 'lock', value: '0x40' }]);
    expect(argumentsOf('wake', 7, 0x40, null, threads)).toContainEqual({ name: 'task', value: '7' });
  });

  it('of unknown events keep their letters, and unknown values their number', () => {
    expect(argumentsOf('custom', 255, 0, 0, [])).toEqual([{ name: 'a', value: '0xff' }, { name: 'b', value: '0x0' }]);
    expect(argumentsOf('fault', 0, 0, 9, [])).toContainEqual({ name: 'path', value: '9' });
  });
});
