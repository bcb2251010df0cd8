import { describe, expect, it } from 'vitest';
import { KeptStates } from '../../../../renderer/player/keptStates.ts';
import type { PlayedState } from '../../../../shared/replay/state.ts';

/** States that are known by their step alone, and which were asked for. */
function kept(refused: ReadonlySet<number> = new Set()) {
  const asked: number[] = [];
  const states = new KeptStates((step) => {
    asked.push(step);
    return refused.has(step) && asked.indexOf(step) === asked.length - 1 ? Promise.reject(new Error('no')) : Promise.resolve({ step } as PlayedState);
  });
  return { asked, states };
}

describe('the states that are kept', () => {
  it('has a step there, forth or back, before it is taken', async () => {
    const { asked, states } = kept();
    await Promise.all([states.at(4), states.at(3)]);
    states.expectAround(4, 9);
    expect(asked).toEqual([4, 3, 5, 2]);
    await Promise.all([states.at(5), states.at(4), states.at(3), states.at(2)]);
    expect(asked).toHaveLength(4);
    states.expectAround(0, 0);
    expect(asked).toHaveLength(4);
  });

  it('knows those that have come, which nobody need wait for', async () => {
    const { states } = kept(new Set([2]));
    const asked = states.at(4);
    expect(states.known(4)).toBeNull();
    await asked;
    expect(states.known(4)).toEqual({ step: 4 });
    states.forgetFrom(4);
    expect(states.known(4)).toBeNull();
    await expect(states.at(2)).rejects.toThrow('no');
    expect(states.known(2)).toBeNull();
  });

  it('forgets those that are not so any more, also one that is under way', async () => {
    const { asked, states } = kept();
    const before = states.at(7);
    await states.at(6);
    states.forgetFrom(7);
    expect(states.at(7)).not.toBe(before);
    await states.at(6);
    expect(asked).toEqual([7, 6, 7]);
  });

  it('asks again for one that failed', async () => {
    const { states } = kept(new Set([2]));
    await expect(states.at(2)).rejects.toThrow('no');
    expect(await states.at(2)).toEqual({ step: 2 });
  });

  it('keeps those that were looked at last, however long the schedule', async () => {
    const { asked, states } = kept();
    await states.at(0);
    for (let step = 1; step < 200; step++) {
      await states.at(step);
      await states.at(0);
    }
    expect(asked.filter((step) => step === 0)).toHaveLength(1);
    await states.at(1);
    expect(asked.filter((step) => step === 1)).toHaveLength(2);
  });
});
