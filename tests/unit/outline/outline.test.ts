import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kernelSources, scenarioSources } from '../../../shared/sources/index';
import { closing, maskText } from '../../../shared/outline/mask';
import { choiceLines, outline } from '../../../shared/outline/outline';

const text = `/* scenario({}) */
scenario({ title: 'thread(x)' });

setup(() => {
});

thread('a \\'b\\'', { instances: 2 }, () => {
  // nothing yet
  const x = pick(2);
  f(x); // pick(3)
});
sometimes('seen', () => x === 1);
override(vma_write_lock, (vma: vm_area_struct): void => {
  f(1);
});
  function f(a: int): void { if (a) { g('}'); } }
function broken(a: int): void {
`;

describe('the outline', () => {
  it('finds what stands at the top level, with its name, its lines and its body', () => {
    expect(outline(text).map(({ kind, name, line, lastLine, body }) => [kind, name, line, lastLine, body && [body.first, body.last]])).toEqual([
      ['scenario', '', 2, 2, null],
      ['setup', '', 4, 5, null],
      ['thread', "a 'b'", 7, 11, [9, 10]],
      ['sometimes', 'seen', 12, 12, [12, 12]],
      ['override', 'vma_write_lock', 13, 15, [14, 14]],
      ['function', 'f', 16, 16, [16, 16]],
    ]);
  });

  it('says where a part and its name stand', () => {
    const override = outline(text).find(({ kind }) => kind === 'override')!;
    expect(text.slice(override.start, override.end)).toMatch(/^override\(vma_write_lock[\s\S]*\}\);$/);
    expect(text.slice(override.nameAt)).toMatch(/^vma_write_lock,/);
  });

  it('finds lines of choice, but not in comments', () => {
    expect(choiceLines(text, outline(text))).toEqual([9]);
  });

  it.each([...kernelSources, ...scenarioSources].map(({ path, text: source }) => [path, source] as const))('finds every function of %s', (_path, source) => {
    const declared = [...source.matchAll(/^function (\w+)/gm)].map(([, name]) => name);
    expect(outline(source).filter(({ kind }) => kind === 'function').map(({ name }) => name)).toEqual(declared);
    expect(outline(source).filter(({ kind }) => kind === 'thread').length).toBe([...source.matchAll(/^thread\(/gm)].length);
  });

  it('never throws, and keeps within the text', () => {
    const pieces = fc.constantFrom('thread(', "'a'", ', () => {', '}', ')', ';', '\n', 'function f(', '//', '/*', '*/', '`', '"', 'override(x', 'pick(2)', '\\');
    fc.assert(fc.property(fc.array(pieces, { maxLength: 40 }).map((all) => all.join('')), (source) => {
      expect(maskText(source)).toHaveLength(source.length);
      const parts = outline(source);
      choiceLines(source, parts);
      for (const { start, end, line, lastLine } of parts) expect(start < end && end <= source.length && line <= lastLine).toBe(true);
    }));
  });

  it('matches brackets', () => {
    expect(closing('(a[b]{c})d', 0)).toBe(8);
    expect(closing('((', 0)).toBe(-1);
  });
});
