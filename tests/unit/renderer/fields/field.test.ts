import { ref } from 'vue';
import { expect, it } from 'vitest';
import { field, firstWrong } from '../../../../renderer/fields/field.ts';

const kept = ref(3);
const count = field({ name: 'Count', takes: 'from 1 to 9', read: (text) => (/^[1-9]$/.test(text) ? Number(text) : undefined), write: String, kept });

it('keeps the last text that was a value, and says of another what would do', () => {
  expect([count.text, count.wrong]).toEqual(['3', '']);
  count.text = '7';
  expect([kept.value, count.wrong]).toEqual([7, '']);
  count.text = '77';
  expect([kept.value, count.wrong]).toEqual([7, 'Count: from 1 to 9. “77” is none.']);
  count.text = ' ';
  expect(count.wrong).toBe('Count: from 1 to 9. It is empty.');
  count.show();
  expect([count.text, count.wrong]).toEqual(['7', '']);
});

it('is told of before those behind it', () => {
  const other = field({ name: 'Other', takes: 'nothing', read: () => undefined, write: String, kept });
  expect(firstWrong([count, other])).toMatch(/^Other: /);
  count.text = 'x';
  expect(firstWrong([count, other])).toMatch(/^Count: /);
  expect(firstWrong([])).toBe('');
});
