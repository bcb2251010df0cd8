import { describe, expect, it } from 'vitest';
import { ChunkedTable } from '../../../../../renderer/timeline/model/chunkedTable.ts';

function tableOf(count: number, chunkRows = 16): ChunkedTable<{ value: Uint32Array; pair: Float64Array }> {
  const table = new ChunkedTable(chunkRows, (rows) => ({ value: new Uint32Array(rows), pair: new Float64Array(rows * 2) }));
  for (let i = 0; i < count; i++) {
    const index = table.add();
    table.chunk(index).value[table.at(index)] = i;
    table.chunk(index).pair[table.at(index) * 2 + 1] = i / 2;
  }
  return table;
}

describe('a chunked table', () => {
  it('keeps rows while it grows, within a chunk and beyond', () => {
    const table = tableOf(1000, 64);
    for (let i = 0; i < 1000; i++) {
      expect(table.chunk(i).value[table.at(i)]).toBe(i);
      expect(table.chunk(i).pair[table.at(i) * 2 + 1]).toBe(i / 2);
    }
  });

  it('holds little for few rows', () => {
    expect(tableOf(3, 4096).bytes).toBe(16 * 20);
  });

  it('forgets whole chunks from its beginning, frees their memory and keeps the other rows’ indexes', () => {
    const table = tableOf(40);
    const before = table.bytes;
    table.forgetOldestChunk();
    expect(table.first).toBe(16);
    expect(table.bytes).toBe(before - 16 * 20);
    expect(table.chunk(16).value[table.at(16)]).toBe(16);
    expect(table.chunk(39).value[table.at(39)]).toBe(39);
  });

  it('offers only full chunks to be forgotten', () => {
    const table = tableOf(17);
    expect(table.hasFullChunk).toBe(true);
    table.forgetOldestChunk();
    expect(table.hasFullChunk).toBe(false);
  });

  it('goes on when all that it had is forgotten', () => {
    const table = tableOf(16);
    table.forgetOldestChunk();
    expect(table.bytes).toBe(0);
    const index = table.add();
    table.chunk(index).value[table.at(index)] = 7;
    expect([index, table.chunk(16).value[0]]).toEqual([16, 7]);
  });
});
