import { describe, expect, it } from 'vitest';
import { unfitText } from '../../../../renderer/mutants/unfit.ts';

describe('why a scenario cannot tell mutants', () => {
  it('names no option of the command line, and says what to do where the search met a bound', () => {
    const text = unfitText('03-munmap', 'more objects were allocated than the search has room for (--objects); covered are 5 states');
    expect(text).toBe('03-munmap is not verified as it is, so it cannot tell mutants: more objects were allocated than the search has room for; covered are 5 states. Make it smaller, with fewer threads, pages and repeats, until Explore verifies it.');
  });

  it('leaves what is wrong with the scenario as it is told', () => {
    expect(unfitText('mine', "Cannot find name 'nosuch'.")).toBe("mine is not verified as it is, so it cannot tell mutants: Cannot find name 'nosuch'.");
    expect(unfitText('mine', 'a; b')).toBe('mine is not verified as it is, so it cannot tell mutants: a; b.');
  });
});
