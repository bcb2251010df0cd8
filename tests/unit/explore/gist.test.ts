import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gist } from '../../../shared/explore/gist.ts';
import type { Step } from '../../../shared/explore/verdict.ts';

const names = ['fault', 'munmap'];

/** `0 load x`: thread 0 reads it; `1 store x 2`: thread 1 makes it 2, from 0; `0 -`: no access. */
function step(text: string): Step {
  const [thread = '', op = '-', word = '', after = '0'] = text.split(' ');
  const access = op === '-' ? null : { op, place: { struct: 'globals', field: word }, address: 4 * word.charCodeAt(0), before: 0, after: op === 'load' ? 0 : Number(after) };
  return { thread: Number(thread), choice: 0, name: names[Number(thread)]!, site: -1, access, text, enabled: [0, 1], blocked: [], after: [] };
}

/** What is left of some steps. */
function left(...texts: string[]): string[] {
  const inGist = gist(texts.map(step));
  return texts.filter((_, i) => inGist[i]);
}

describe('the gist of a schedule', () => {
  it('leaves out reads of what no other thread writes', () => {
    expect(left('0 load a', '0 load b', '0 load c', '1 store b 1', '1 load c', '1 load b', '1 load d', '1 load e')).toEqual(['0 load a', '0 load b', '1 store b 1', '1 load e']);
  });

  it('keeps changes, and of writes that change nothing those of words that others touch', () => {
    expect(left('0 load x', '0 store a 1', '0 store b 0', '0 store c 0', '0 cmpxchg d 0', '1 load c', '1 load z')).toEqual(['0 load x', '0 store a 1', '0 store c 0', '1 load c', '1 load z']);
  });

  it('keeps reads of a word that the thread itself and another one write', () => {
    expect(left('0 load x', '0 store a 1', '0 load a', '1 store a 1')).toContain('0 load a');
    expect(left('0 load x', '0 store a 1', '0 load a', '1 load b', '1 load b')).not.toContain('0 load a');
  });

  it('keeps what is no access, sleeping and waking, and what the memory model has to do with', () => {
    const noted = { ...step('0 load n'), notes: ['finds the store of step 1'] };
    expect(gist([step('0 load x'), step('0 -'), step('0 futexWait q'), step('0 futexWake q'), noted, step('0 load m'), step('0 load m')])).toEqual([true, true, true, true, true, false, true]);
  });

  it('keeps the first step of each turn and the last of all, so that no thread goes unseen', () => {
    const steps = fc.array(fc.tuple(fc.constantFrom('0', '1'), fc.constantFrom('load', 'store', 'rmw', '-'), fc.constantFrom('a', 'b', 'c'), fc.constantFrom('0', '1')).map((words) => step(words.join(' '))), { minLength: 1 });
    fc.assert(fc.property(steps, (all) => {
      const inGist = gist(all);
      expect(all.every((s, i) => inGist[i] || (i > 0 && i < all.length - 1 && all[i - 1]!.thread === s.thread && s.access !== null && s.access.before === s.access.after))).toBe(true);
      // Any two steps of which one changes what the other touches are there.
      all.forEach((a, i) => all.forEach((b, k) => {
        if (a.thread !== b.thread && a.access && b.access && a.access.address === b.access.address && b.access.op !== 'load') expect([inGist[i], inGist[k]]).toEqual([true, true]);
      }));
    }));
  });
});
