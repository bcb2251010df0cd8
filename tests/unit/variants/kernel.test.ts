import { describe, expect, it } from 'vitest';
import { isShipped, kernelOf } from '../../../shared/variants/kernel.ts';

describe('a kernel that a recording brings', () => {
  it.each(['v1-rwsem-rcu', '6.15-refcnt', 'none'])('is the shipped one when it is the same to the letter: %s', (protocol) => {
    const kernel = kernelOf(protocol);
    expect(isShipped(kernel.toReversed(), protocol)).toBe(true);
    expect(isShipped(kernel.slice(1), protocol)).toBe(false);
    expect(isShipped([...kernel, { path: 'kernel/more.ts', text: '' }], protocol)).toBe(false);
    expect(isShipped(kernel.map((file, i) => (i === 3 ? { ...file, text: `${file.text} ` } : file)), protocol)).toBe(false);
  });

  it('is another when it is of another variant', () => {
    expect(isShipped(kernelOf('v1-rwsem'), 'v1-rwsem-rcu')).toBe(false);
  });
});
