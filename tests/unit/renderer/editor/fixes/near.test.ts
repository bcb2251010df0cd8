import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nearest } from '../../../../../renderer/editor/fixes/near';

const names = ['vm_start', 'vm_end', 'vm_flags', 'mmap_write_lock', 'mmap_write_unlock', 'mmap_read_lock'];

it.each([
  ['vm_strat', 'vm_start'],
  ['start', 'vm_start'],
  ['mmap_write_lok', 'mmap_write_lock'],
  ['VM_END', 'vm_end'],
  ['lock', null],
  ['x', null],
  ['something_else', null],
])('%s was meant to be %s', (name, meant) => {
  expect(nearest(name, names)).toBe(meant);
});

it('finds a name again that has one letter wrong', () => {
  fc.assert(fc.property(fc.constantFrom(...names), fc.nat(), (name, at) => {
    const odd = name.slice(0, at % name.length) + '#' + name.slice((at % name.length) + 1);
    expect(nearest(odd, [name])).toBe(name);
  }));
});
