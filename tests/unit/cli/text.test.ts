import { describe, expect, it } from 'vitest';
import { grouped, percent, table, time } from '../../../electron/cli/text';

describe('figures', () => {
  it.each([[0, '0 ns'], [850, '850 ns'], [12_345, '12.3 µs'], [4_560_000, '4.56 ms'], [1.2e9, '1.20 s'], [90e9, '90.0 s'], [999.6, '1.00 µs'], [999_499, '999 µs'], [999_700, '1.00 ms'], [999.9e6, '1.00 s'], [999.9e9, '1,000 s'], [86_400e9, '86,400 s']])('%d ns is %s', (ns, text) => {
    expect(time(ns)).toBe(text);
  });

  it('are grouped and rounded', () => {
    expect(grouped(1234567.6)).toBe('1,234,568');
    expect(percent(0.99984)).toBe('99.98 %');
  });
});

describe('table', () => {
  it('aligns text to the left and figures to the right', () => {
    expect(table([['name', 'count'], ['a', '1'], ['bb', '1,000']])).toBe('  name   count\n  a          1\n  bb     1,000\n');
  });

  it('is aligned where letters take two columns, or none', () => {
    expect(table([['故障', '1'], ['aé́', '22'], ['abcd', '3']])).toBe('  故障    1\n  aé́     22\n  abcd    3\n');
  });
});
