import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../../../shared/dialect/facts/facts';
import { factsText } from '../../../../../renderer/editor/hover/factsText';

const nothing: Facts = { name: 'f', kind: 'function', orders: [], ordersThrough: [], waits: [], takes: [], releases: [], needs: [], uses: [] };
const text = (facts: Partial<Facts>): string[] => factsText({ ...nothing, ...facts }, ({ file, line }) => `${file}#${line}`).split('\n\n');

describe('what a hover says of a name', () => {
  it('says plainly that there is nothing to say', () => {
    expect(text({})).toEqual(['**Orders** nothing by itself', '**Never waits**', '**Used** nowhere in the kernel']);
  });

  it('names what a function orders, and by which primitive', () => {
    expect(text({ orders: ['acquire (xchg_acquire)'], ordersThrough: ['full'] })[0]).toBe('**Orders** acquire (`xchg_acquire`); full, in what it calls');
  });

  it('shows the way to where it waits', () => {
    expect(text({ waits: [{ kind: 'sleep', path: ['a', 'b', 'futex_wait'], on: 'x.y' }] })[1]).toBe('**May sleep** in `futex_wait(x.y, …)`, by way of `a` → `b`');
    expect(text({ kind: 'primitive', waits: [{ kind: 'poll', path: [], on: 'its condition' }] })[0]).toBe('**May wait** until: its condition');
  });

  it('tells locks that are kept from those that are given back', () => {
    expect(text({ takes: ['a', 'b'], releases: ['b', 'c'] }).slice(2, 5)).toEqual(['**Takes and keeps** a', '**Releases** c', '**Takes and releases** b']);
  });

  it('links a few places and counts the others', () => {
    const uses = Array.from({ length: 8 }, (_, i) => ({ file: i < 4 ? 'kernel/a.ts' : 'kernel/b.ts', line: i + 1, column: 1, fn: i === 0 ? '' : `f${i}` }));
    const said = text({ uses }).at(-1)!;
    expect(said).toMatch(/^\*\*Used\*\* 8 times, in 2 kernel files: \[a\.ts\]\(kernel\/a\.ts#1 "kernel\/a\.ts:1"\), \[f1\]/);
    expect(said).toMatch(/ and 2 more$/);
  });
});
