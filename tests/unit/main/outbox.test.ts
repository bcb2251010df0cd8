import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Outbox } from '../../../electron/main/session/outbox.ts';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('events on their way to the window', () => {
  it('leave whole and in order', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.uint8Array({ maxLength: 8 }), fc.constant('take' as const))), (steps) => {
        const outbox = new Outbox(16);
        const pushed: number[] = [];
        const taken: number[] = [];
        for (const step of steps) {
          if (step === 'take') taken.push(...new Uint8Array(outbox.take()));
          else {
            pushed.push(...step);
            void outbox.push(step);
          }
        }
        taken.push(...new Uint8Array(outbox.take()));
        expect(taken).toEqual(pushed);
      }),
    );
  });

  it('make the engine wait while it is full, until they are taken', async () => {
    const outbox = new Outbox(4);
    expect(outbox.push(bytes(1, 2))).toBeUndefined();
    const full = outbox.push(bytes(3, 4));
    expect(full).toBeInstanceOf(Promise);
    let went = false;
    void full?.then(() => (went = true));
    await Promise.resolve();
    expect(went).toBe(false);
    expect(new Uint8Array(outbox.take())).toEqual(bytes(1, 2, 3, 4));
    await full;
    expect(outbox.push(bytes(5))).toBeUndefined();
  });

  it('are let go when nobody wants them any more', async () => {
    const outbox = new Outbox(1);
    const full = outbox.push(bytes(1, 2));
    outbox.close();
    await full;
    expect(outbox.push(bytes(3, 4))).toBeUndefined();
    expect(outbox.take().byteLength).toBe(0);
  });
});
