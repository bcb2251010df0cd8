/** fork: shared frames, copies on write, what TLBs still allow, and who keeps an address space. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { mappings, PAGE } from '../address-space/view.ts';
import { A, leftAtTheEnd, operations, READ, RW, SIGBUS, WRITE } from './calls.ts';

const run = operations();
const PARENT = 0;
const CHILD = 1;
let mm = 0;
let child = 0;

const frame = (space: number, address = A) => run.call('frame', space, address);
const stores = (page: number) => run.field(page, 'page', 'stores.counter');

beforeEach(() => {
  mm = run.call('start');
  run.call('map', A, 4 * PAGE, RW);
  run.call('map', A + 8 * PAGE, PAGE, READ);
  run.call('access', PARENT, A, WRITE);
  child = run.call('forked');
});
afterEach(() => {
  expect(leftAtTheEnd(run)).toEqual({});
});

it('copies the mappings and shares the frames', () => {
  expect(mappings(run, child)).toEqual(mappings(run, mm));
  expect(frame(CHILD)).toBe(frame(PARENT));
  expect(frame(CHILD, A + PAGE)).toBe(0);
  expect(run.field(child, 'mm_struct', 'total_vm')).toBe(5);
  run.call('exit_child');
});

it('a write copies the frame with what was stored, once; the last one to have it just writes', () => {
  const shared = frame(PARENT);
  expect(run.call('access', CHILD, A, WRITE)).toBe(0);
  const copy = frame(CHILD);
  expect([frame(PARENT), copy === shared, stores(shared), stores(copy)]).toEqual([shared, false, 1, 2]);
  expect(run.call('access', PARENT, A, WRITE)).toBe(0);
  expect([frame(PARENT), stores(shared)]).toEqual([shared, 2]);
  run.call('exit_child');
});

it('reading copies nothing', () => {
  expect(run.call('access', CHILD, A, 0)).toBe(0);
  expect(frame(CHILD)).toBe(frame(PARENT));
  run.call('exit_child');
});

it('no TLB allows the parent to store any more', () => {
  expect(run.call('cached_access', A, WRITE)).toBe(0);
  expect(run.call('access', PARENT, A, WRITE)).toBe(0);
  expect(run.call('cached_access', A, WRITE)).toBe(1);
  expect(frame(PARENT)).not.toBe(frame(CHILD));
  run.call('exit_child');
});

it('leaves out what is not to be copied', () => {
  run.call('exit_child');
  expect(run.call('dontfork', A + PAGE, PAGE, 1)).toBe(0);
  const second = run.call('forked');
  expect(mappings(run, second).map(({ start }) => start)).toEqual([A, A + 2 * PAGE, A + 8 * PAGE]);
  run.call('exit_child');
});

it('does not register the child with userfaultfd, as nobody has asked for that', () => {
  run.call('exit_child');
  expect(run.call('register', A + PAGE, PAGE, 1)).toBe(0);
  run.call('forked');
  const vma = run.call('vma_at', CHILD, A + PAGE);
  expect(['vm_userfaultfd_ctx', 'vm_flags'].map((field) => run.field(vma, 'vm_area_struct', field))).toEqual([0, RW]);
  expect([PARENT, CHILD].map((space) => run.call('access', space, A + PAGE, WRITE))).toEqual([SIGBUS, 0]);
  run.call('exit_child');
});

it('whoever holds the struct keeps it, but not what was mapped', () => {
  run.call('grab', CHILD);
  run.call('exit_child');
  expect(run.call('get_if_used', CHILD)).toBe(0);
  expect(run.count('mm_struct')).toBe(2);
  expect(frame(PARENT)).not.toBe(0);
  run.call('drop', CHILD);
  expect(run.count('mm_struct')).toBe(1);
});
