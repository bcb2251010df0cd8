import { expect, it } from 'vitest';
import { hasWords } from '../../../../renderer/library/filter.ts';

it('finds words in any order and case, parts of them too, and all without any', () => {
  const text = 'A fault without the range check 21-no-range-check.scenario.ts B22';
  for (const query of ['', '  ', 'range fault', 'b22', '21', 'FAULT ran', ' check  A']) expect(hasWords(text, query.trim()), query).toBe(true);
  for (const query of ['b21', 'range munmap', 'faults']) expect(hasWords(text, query), query).toBe(false);
});
