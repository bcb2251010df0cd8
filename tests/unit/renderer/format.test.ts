import { describe, expect, it } from 'vitest';
import { formatBytes, formatClock, formatCount, formatFile, formatHex, formatInteger, formatNs } from '../../../renderer/format.ts';

it('names a file without its folders', () => {
  expect(['kernel/vma_lock.ts', 'my.scenario.ts', '/a b/c.ts'].map(formatFile)).toEqual(['vma_lock.ts', 'my.scenario.ts', 'c.ts']);
});

describe('numbers as the window writes them', () => {
  it('counts', () => {
    expect([0, 7, 999, 1000, 12_345, 999_949, 999_950, 4_560_000, 2e9].map(formatCount)).toEqual(['0', '7', '999', '1.00k', '12.3k', '1.00M', '1.00M', '4.56M', '2.00G']);
    expect(formatInteger(1234567)).toBe('1,234,567');
  });

  it('times', () => {
    expect([0, 850, 999.4, 1200, 34_500_000, 2e9].map(formatNs)).toEqual(['0 ns', '850 ns', '999 ns', '1.20 µs', '34.5 ms', '2.00 s']);
    expect([0, 7.34e9, 59.99e9, 60e9, 3723.4e9].map(formatClock)).toEqual(['0:00.0', '0:07.3', '0:59.9', '1:00.0', '1:02:03.4']);
  });

  it('addresses and sizes', () => {
    expect(formatHex(0x1f000)).toBe('0x1f000');
    expect(formatHex(-1)).toBe('0xffffffff');
    expect([12, 4096, 1536 << 10, 1 << 30].map(formatBytes)).toEqual(['12 B', '4 KiB', '1.5 MiB', '1 GiB']);
  });
});
