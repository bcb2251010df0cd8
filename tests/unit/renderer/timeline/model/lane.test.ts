import { describe, expect, it } from 'vitest';
import { maxDepth } from '../../../../../shared/trace/openSlices.ts';
import { chunk, modelOf, newModel, rowsOf } from '../trace.ts';

describe('begins and ends', () => {
  it('become slices in a row for each kind of thing', () => {
    const model = modelOf(
      [10, 'fault:begin', 0x1000], [11, 'rcu:begin'], [12, 'vma_lock.read:begin', 0x40], [13, 'rcu:end'],
      [14, 'pte.install', 0x1000], [15, 'vma_lock.read:end', 0x40], [16, 'fault:end', 0x1000],
    );
    expect(rowsOf(model)).toEqual({
      '0/operation/0': ['fault 10-16'],
      '0/vma_lock/0': ['vma_lock.read 12-15'],
      '0/rcu/0': ['rcu 11-13'],
      '0/events/0': ['pte.install 14'],
    });
  });

  it('share a row where their names share the first word', () => {
    const model = modelOf([1, 'mmap_lock.wait:begin', 5], [4, 'mmap_lock.wait:end', 5], [4, 'mmap_lock.read:begin', 5], [9, 'mmap_lock.read:end', 5]);
    expect(rowsOf(model)).toEqual({ '0/mmap_lock/0': ['mmap_lock.wait 1-4', 'mmap_lock.read 4-9'] });
  });

  it('take another depth where they overlap, and end in any order', () => {
    const model = modelOf(
      [1, 'vma_lock.read:begin', 0xa], [2, 'vma_lock.read:begin', 0xb], [3, 'vma_lock.read:end', 0xa],
      [4, 'vma_lock.read:begin', 0xc], [5, 'vma_lock.read:end', 0xb], [6, 'vma_lock.read:end', 0xc],
    );
    expect(rowsOf(model)).toEqual({
      '0/vma_lock/0': ['vma_lock.read 1-3', 'vma_lock.read 4-6'],
      '0/vma_lock/1': ['vma_lock.read 2-5'],
    });
  });

  it('of different threads do not meet', () => {
    const model = modelOf([1, 'fault:begin', 1, 0, 0], [2, 'fault:end', 1, 0, 1], [3, 'fault:end', 1, 0, 0]);
    expect(rowsOf(model)).toEqual({ '0/operation/0': ['fault 1-3'], '1/operation/0': ['fault ?0-2'] });
  });

  it('of a scenario’s own names have a row of their own, after the kernel’s', () => {
    const model = modelOf([1, 'custom:begin'], [2, 'fault:begin'], [3, 'retry'], [4, 'fault:end'], [5, 'custom:end']);
    expect(Object.keys(rowsOf(model))).toEqual(['0/operation/0', '0/custom/0', '0/events/0']);
  });

  it('are held by the row while they have not ended', () => {
    expect(rowsOf(modelOf([1, 'fault:begin']))).toEqual({ '0/operation/0': ['fault 1-…'] });
  });

  it('nested deeper than there are rows are counted, not drawn', () => {
    const begins = Array.from({ length: maxDepth + 2 }, (_, i) => [i, 'vma_lock.read:begin', i] as [number, 'vma_lock.read:begin', number]);
    const model = modelOf(...begins);
    expect(model.rows()).toHaveLength(maxDepth);
    expect(model.lanes[0]!.unmatched).toBe(2);
  });
});

describe('what is missing', () => {
  it('ends open slices where the loss began, and starts the next where it ended', () => {
    const model = newModel();
    model.append(chunk([10, 'fault:begin', 1], [12, 'rcu:begin']));
    model.noteDropped(0, 500);
    model.append(chunk([90, 'pte.install', 2], [95, 'fault:end', 2], [99, 'fault:begin', 3]));
    expect(rowsOf(model)).toEqual({
      '0/operation/0': ['fault 10-12?', 'fault ?90-95', 'fault 99-…'],
      '0/rcu/0': ['rcu 12-12?'],
      '0/events/0': ['pte.install 90'],
    });
    const { gaps } = model.lanes[0]!;
    expect([gaps.slices.count, gaps.slices.chunk(0).start[0], gaps.slices.chunk(0).end[0], gaps.slices.chunk(0).a[0]]).toEqual([1, 12, 90, 500]);
  });

  it('is one gap when two losses are told of before the next event', () => {
    const model = newModel();
    model.append(chunk([10, 'retry']));
    model.noteDropped(0, 5);
    model.noteDropped(0, 12);
    model.append(chunk([50, 'retry']));
    expect(model.lanes[0]!.gaps.slices.chunk(0).a[0]).toBe(12);
    expect(model.missing).toBe(12);
  });

  it('is not told twice by the same total', () => {
    const model = newModel();
    model.noteDropped(0, 5);
    model.append(chunk([1, 'retry']));
    model.noteDropped(0, 5);
    model.append(chunk([2, 'retry']));
    expect(model.lanes[0]!.gaps.slices.count).toBe(1);
  });

  it('shows in an operation that begins again without having ended', () => {
    const model = modelOf([1, 'fault:begin', 1], [5, 'fault:begin', 2], [8, 'fault:end', 2]);
    expect(rowsOf(model)).toEqual({ '0/operation/0': ['fault 1-5?', 'fault 5-8'] });
  });

  it('keeps the order when a clock steps back', () => {
    expect(rowsOf(modelOf([10, 'fault:begin'], [8, 'fault:end'], [9, 'retry']))).toEqual({ '0/operation/0': ['fault 10-10'], '0/events/0': ['retry 10'] });
  });
});
