import fc from 'fast-check';
import { expect, it } from 'vitest';
import { linesNow } from '../../../../renderer/documents/lines.ts';

function all(then: string, now: string): string[] {
  const lineNow = linesNow(then, now);
  return then.split('\n').map((text, i) => {
    const { line, changed } = lineNow(i + 1);
    return `${text}: ${line}${changed ? ' changed' : ''}`;
  });
}

it.each([
  ['nothing was changed', 'a\nb\nc', 'a\nb\nc', ['a: 1', 'b: 2', 'c: 3']],
  ['lines came in front, and between', 'a\nb\nc', 'x\na\nb\ny\nz\nc', ['a: 2', 'b: 3', 'c: 6']],
  ['a line went', 'a\nb\nc', 'a\nc', ['a: 1', 'b: 2 changed', 'c: 2']],
  ['the last lines went', 'a\nb\nc', 'a', ['a: 1', 'b: 1 changed', 'c: 1 changed']],
  ['a line reads otherwise', 'a\nb\nc', 'a\nB\nc', ['a: 1', 'b: 2 changed', 'c: 3']],
  ['all went', 'a\nb', '', ['a: 1 changed', 'b: 1 changed']],
])('follows lines where %s', (_, then, now, expected) => {
  expect(all(then, now)).toEqual(expected);
});

it('takes no notice of how lines end', () => {
  expect(linesNow('a\nb', 'x\r\na\r\nb\r\n')(2)).toEqual({ line: 3, shift: 0, changed: false });
});

it('knows a line again that is indented otherwise', () => {
  expect(linesNow('a\n    b', '  a\nc\n  b')(2)).toEqual({ line: 3, shift: -2, changed: false });
});

it('says of a line that there was not that it has changed', () => {
  expect(linesNow('a', 'a\nb')(9)).toEqual({ line: 2, shift: 0, changed: true });
});

it('finds what stands still as it was, where it says', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', '', '}'), { minLength: 1, maxLength: 30 });
  fc.assert(fc.property(text, text, (then, now) => {
    const lineNow = linesNow(then.join('\n'), now.join('\n'));
    const places = then.map((_, i) => lineNow(i + 1));
    const still = places.flatMap(({ line, changed }, i) => (changed ? [] : [{ line, text: then[i] }]));
    expect(still.map(({ line }) => now[line - 1])).toEqual(still.map(({ text: was }) => was));
    expect(places.every(({ line }) => line >= 1 && line <= now.length)).toBe(true);
    expect(still.map(({ line }) => line)).toEqual([...new Set(still.map(({ line }) => line))].sort((a, b) => a - b));
  }));
});

it('takes all of two long texts for changed that have nothing in common', () => {
  const lines = (word: string): string => Array.from({ length: 1000 }, (_, i) => `${word} ${i}`).join('\n');
  expect(linesNow(lines('then'), lines('now'))(500)).toMatchObject({ changed: true });
});
