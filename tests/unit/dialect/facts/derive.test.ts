import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../../shared/dialect/facts/derive';
import type { Facts } from '../../../../shared/dialect/facts/facts';
import { dialectLib } from '../../../../shared/sources/index';
import { kernelOf } from '../../../../shared/variants/kernel';

const ofKernel = new Map(factsOf(kernelOf('v1-rwsem-rcu'), dialectLib).map((facts) => [facts.name, facts]));
const of = (name: string): Facts => ofKernel.get(name)!;

function small(text: string): ReadonlyMap<string, Facts> {
  return new Map(factsOf([{ path: 'kernel/x.ts', text }], 'declare function futex_wait(): void;').map((facts) => [facts.name, facts]));
}

describe('facts of the kernel', () => {
  it('knows which locks a function takes, keeps and gives back', () => {
    expect(of('mmap_write_lock').takes).toContain('mmap_lock for write');
    expect(of('mmap_write_lock').releases).not.toContain('mmap_lock for write');
    expect(of('do_munmap_downgrade').releases).toContain('mmap_lock for write');
    expect(of('do_munmap_downgrade').takes).toContain('mmap_lock for read');
    expect(of('vm_area_free').takes).toEqual(['spin lock list.lock']);
    expect(of('vma_read_unlock').takes).toContain('RCU read-side section');
  });

  it('knows who may sleep, and by which way', () => {
    expect(of('synchronize_rcu').waits).toContainEqual({ kind: 'sleep', path: ['wait_for_completion', 'schedule', 'futex_wait'], on: 'task.__state' });
    expect(of('vma_read_trylock').waits.map(({ kind }) => kind)).toEqual(['spin']);
    expect(of('find_vma').waits).toEqual([]);
  });

  it('knows what must hold: checks that are made, unless the lock is taken inside', () => {
    expect(of('split_vma').needs).toEqual(['what `mmap_assert_write_locked` checks in `vma_write_lock`']);
    // It comes with the lock and gives it back: what it holds afterwards is not what it needs.
    expect(of('do_munmap_downgrade').needs).not.toEqual([]);
    expect(of('munmap').needs).toEqual([]);
  });

  it('finds every use, callbacks too', () => {
    expect(of('vm_area_free_rcu_cb').uses).toMatchObject([{ file: 'kernel/vm_area.ts', fn: 'vma_free_batch' }]);
    const lines = kernelOf('v1-rwsem-rcu').flatMap(({ path, text }) => text.split('\n').flatMap((line, i) => (/^(?!\s*(?:\/\/|\/?\*)).*\bREAD_ONCE\(/.test(line) ? [`${path}:${i + 1}`] : [])));
    expect([...new Set(of('READ_ONCE').uses.map(({ file, line }) => `${file}:${line}`))].sort()).toEqual(lines.sort());
  });

  it('differs by the variant', () => {
    const posted = factsOf(kernelOf('v1-rwsem'), dialectLib).find(({ name }) => name === 'vma_read_unlock')!;
    expect(posted.takes).not.toContain('RCU read-side section');
  });

  it('is about the switches as they come', () => {
    // CONFIG_MMAP_LOCK_ATOMIC is off.
    expect(of('mmap_read_lock').waits.map(({ path }) => path.at(-1))).not.toContain('atomic_when');
  });
});

describe('facts of any sources', () => {
  it('goes through calls, recursion included, and leaves out branches that a switch rules out', () => {
    const facts = small(`
      const CONFIG_ON = config('ON', true);
      function a(): void { if (!CONFIG_ON) futex_wait(x); else b(); }
      function b(): void { (CONFIG_ON && y) ? c() : c(); if (CONFIG_ON || y) {} else futex_wait(x); }
      function c(): void { a(); smp_mb(); }`);
    expect(facts.get('a')).toMatchObject({ waits: [], orders: [], ordersThrough: ['full'] });
    expect(facts.get('c')).toMatchObject({ orders: ['full (smp_mb)'] });
    expect(facts.get('c')!.uses).toHaveLength(2);
  });

  it('does not follow what is only handed on', () => {
    const facts = small('function cb(): void { futex_wait(x); }\nfunction a(): void { later(cb); }');
    expect(facts.get('a')!.waits).toEqual([]);
    expect(facts.get('cb')!.uses).toMatchObject([{ fn: 'a' }]);
  });
});
