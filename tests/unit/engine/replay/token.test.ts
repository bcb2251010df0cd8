import fc from 'fast-check';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ScheduleError } from '../../../../electron/engine/replay/schedule-error.ts';
import { decodeToken, encodeToken, misfit } from '../../../../electron/engine/replay/token.ts';
import type { Program } from '../../../../shared/dialect/ir.ts';
import { memoryModels } from '../../../../shared/dialect/memory-model.ts';

const program = { memory: 'sc', sourceHash: 'ab12cd34'.repeat(8), config: { PER_VMA_LOCK: true, RCU_BATCH: 32 } } as unknown as Program;
/** Few threads, so that most go on; and numbers that fill a byte of the token, or take one more. */
const action = fc.record({
  thread: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 2 }) }, fc.constantFrom(63, 64), fc.integer({ min: 0, max: 255 })),
  choice: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.constantFrom(127, 128), fc.integer({ min: 0, max: 2 ** 31 - 1 })),
});

describe('a schedule as a token', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(fc.array(action, { minLength: 1, maxLength: 200 }), fc.oneof(fc.constantFrom(127, 128), fc.integer({ min: 1, max: 1000 })), fc.option(fc.nat(199)), (schedule, objects, round) => {
        const cycle = round === null ? null : round % schedule.length;
        const text = encodeToken(program, objects, schedule, cycle);
        expect(text).toMatch(/^fl1:[\w-]+$/);
        const token = decodeToken(` ${text}\n`);
        expect(token).toMatchObject({ schedule, objects, cycle });
        expect(misfit(token, program)).toBe(null);
      }),
    );
  });

  it('is read as it was written once', () => {
    const text = 'fl1:kCAsEKsSzTQIAg-HAgGABAMDkAMA';
    const schedule = [{ thread: 1, choice: 0 }, { thread: 1, choice: 0 }, { thread: 1, choice: 3 }, { thread: 200, choice: 0 }];
    expect(encodeToken(program, 8, schedule, 2)).toBe(text);
    expect(decodeToken(text)).toMatchObject({ schedule, objects: 8, cycle: 2 });
    expect(misfit(decodeToken(text), program)).toBe(null);
  });

  it.each(memoryModels)('says for which memory model it is: %s', (memory) => {
    const text = encodeToken({ ...program, memory }, 8, [{ thread: 1, choice: 2 }]);
    expect(decodeToken(text)).toMatchObject({ memory, schedule: [{ thread: 1, choice: 2 }] });
    expect(misfit(decodeToken(text), { ...program, memory })).toBe(null);
    if (memory === 'sc') return;
    expect(misfit(decodeToken(text), program)).toMatch(/memory model/);
    expect(() => decodeToken(text.replace(`${memory}:`, ''))).toThrow(/was changed/);
  });

  it('is short where threads run for long', () => {
    const schedule = [1, 2, 1, 3].flatMap((thread) => Array.from({ length: 90 }, () => ({ thread, choice: 0 })));
    expect(encodeToken(program, 8, schedule).length).toBeLessThan(40);
  });

  it('says what does not fit', () => {
    const token = decodeToken(encodeToken(program, 8, [{ thread: 1, choice: 0 }]));
    expect(misfit(token, { ...program, sourceHash: 'ff'.repeat(32) })).toMatch(/other sources/);
    expect(misfit(token, { ...program, config: { PER_VMA_LOCK: false, RCU_BATCH: 32 } })).toMatch(/other switches: not with PER_VMA_LOCK=n\. Give/);
  });
});

describe('a text that is no token', () => {
  const good = encodeToken(program, 8, [1, 2, 1, 2].map((thread) => ({ thread, choice: 3 })));

  it.each([
    ['', /does not begin with fl1:/],
    ['hello', /does not begin with fl1:/],
    ['fl2:AAAA', /another version/],
    ['fl1:', /not complete/],
    ['fl1:%%%%', /characters that no token has/],
    [`fl1:${'A'.repeat(2 ** 21)}`, /longer than/],
    [good.slice(0, -2), /not complete, or was changed/],
    [`${good}AAAA`, /not complete, or was changed/],
  ])('is refused with the reason: %#', (text, reason) => {
    expect(() => decodeToken(text)).toThrow(ScheduleError);
    expect(() => decodeToken(text)).toThrow(reason);
  });

  it('is refused whichever character is changed', () => {
    for (let i = 4; i < good.length; i++) {
      const other = `${good.slice(0, i)}${good[i] === 'x' ? 'y' : 'x'}${good.slice(i + 1)}`;
      expect(() => decodeToken(other), other).toThrow(ScheduleError);
    }
  });

  it('never does more than be refused, even with a right checksum', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4, maxLength: 60 }), (rest) => {
        const bytes = Buffer.from([0, 0, 0, 0, ...rest]);
        bytes.writeUInt32LE(crc32(bytes.subarray(4)));
        try {
          const { schedule, objects } = decodeToken(`fl1:${bytes.toString('base64url')}`);
          expect(schedule.length).toBeLessThanOrEqual(100_000);
          expect(objects).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(ScheduleError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
