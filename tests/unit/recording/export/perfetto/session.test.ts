import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sessionToPerfetto } from '../../../../../shared/recording/export/perfetto/session.ts';
import { EVENTS, session, THREADS } from '../sessions.ts';
import { readTrace, slicesOf, type Trace } from './read-trace.ts';

async function traceOf(text: string): Promise<Trace> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of sessionToPerfetto(session(text))) chunks.push(chunk);
  return readTrace(chunks);
}

const RACE = `
  100 fault/0 fault:begin 4096 1
  150 fault/0 mmap_lock.wait:begin 65536
  400 fault/0 mmap_lock.wait:end 65536
  410 fault/0 mmap_lock.read:begin 65536
  500 fault/0 pte.install 4096 3
  600 fault/0 fault:end 4096 1
  650 fault/0 mmap_lock.read:end 65536
  120 munmap mmap_lock.read:begin 65536
  380 munmap wake 1 65536
  390 munmap mmap_lock.read:end 65536`;

describe('a session for Perfetto', () => {
  it('is a track for each thread, and tracks below for what overlaps', async () => {
    const trace = await traceOf(RACE);
    expect(trace.tracks.slice(0, 6)).toEqual(['Größe', 'Größe/boot', 'Größe/fault/0', 'Größe/munmap', 'Größe/fault/0/mmap_lock', 'Größe/munmap/mmap_lock']);
    expect(slicesOf(trace)).toEqual([
      'Größe/fault/0/mmap_lock: mmap_lock.wait 150–400',
      'Größe/fault/0: fault 100–600',
      'Größe/fault/0/mmap_lock: mmap_lock.read 410–650',
      'Größe/munmap/mmap_lock: mmap_lock.read 120–390',
    ]);
  });

  it('names arguments, results and places', async () => {
    const { events } = await traceOf(RACE);
    expect(events.find((e) => e.name === 'fault')).toMatchObject({ category: 'fault', arguments: { address: '0x1000', access: 'write' }, place: 'f (k.ts:1)' });
    expect(events.find((e) => e.type === 'TYPE_SLICE_END' && e.time === 600)!.arguments).toEqual({ path: 'mmap_lock' });
    expect(events.find((e) => e.name === 'pte.install')).toMatchObject({ type: 'TYPE_INSTANT', track: 'Größe/fault/0', time: 500, arguments: { address: '0x1000', page: '0x3' } });
  });

  it('leads from a wake-up to where the woken thread goes on', async () => {
    const { events } = await traceOf(RACE);
    const wake = events.find((e) => e.name === 'wake')!;
    expect(wake).toMatchObject({ track: 'Größe/munmap', flows: [1] });
    expect(events.find((e) => e.ends.includes(1))).toMatchObject({ name: 'goes on', track: 'Größe/fault/0', time: 400 });
  });

  it('blames no wake-up from before the wait, nor of another task', async () => {
    const { events } = await traceOf(RACE.replace('380 munmap wake 1', '140 munmap wake 1'));
    expect(events.some((e) => e.ends.length > 0)).toBe(false);
    expect((await traceOf(RACE.replace('wake 1', 'wake 2'))).events.some((e) => e.ends.length > 0)).toBe(false);
  });

  it('has samples as counters', async () => {
    const trace = await traceOf(RACE);
    expect(trace.units).toMatchObject({ FAULT: 'UNIT_COUNT', 'fault p99': 'UNIT_TIME_NS', 'heap in use': 'UNIT_SIZE_BYTES', 'mm alive': 'UNIT_COUNT' });
    expect(trace.events.filter((e) => e.track === 'FAULT').map(({ time, value }) => [time, value])).toEqual([[0, 2 ** 40], [1e9, 7]]);
    expect(trace.events.filter((e) => e.track === 'threads asleep').map((e) => e.value)).toEqual([2, 2]);
  });

  it('ends what was open where events were lost', async () => {
    const lost = '10 fault/0 fault:begin 1\n20 fault/0 mmap_lock.read:begin 7\n500 fault/0 fault:begin 2\n600 fault/0 fault:end 2';
    expect(slicesOf(await traceOf(lost))).toEqual(['Größe/fault/0: fault 10–20', 'Größe/fault/0/mmap_lock: mmap_lock.read 20–20', 'Größe/fault/0: fault 500–600']);
  });

  it('nests its slices whatever was lost', async () => {
    const event = fc.tuple(fc.nat(1000), fc.constantFrom(...THREADS), fc.constantFrom(...EVENTS), fc.nat(3), fc.nat(3));
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 60 }), async (events) => {
        slicesOf(await traceOf(events.map((e) => e.join(' ')).join('\n')));
      }),
      { numRuns: 100 },
    );
  });
});
