import { describe, expect, it } from 'vitest';
import { doubledCloser } from '../../../../../renderer/editor/typing/closers.ts';

/** The text after what is doubled is gone; `|` stands behind the bracket that was just typed. */
function after(marked: string, putIn = true): string {
  const at = marked.indexOf('|');
  const text = marked.replace('|', '');
  const span = doubledCloser(text, at - 1, () => putIn);
  return span ? text.slice(0, span.start) + text.slice(span.end) : text;
}

describe('a closing bracket that was typed where the editor had put one in', () => {
  it('leaves one of them, and no empty line', () => {
    expect(after("thread('a', () => {\n  x = 1;\n}|\n})")).toBe("thread('a', () => {\n  x = 1;\n})");
    expect(after('f(\n  1,\n)|\n)')).toBe('f(\n  1,\n)');
    expect(after('const a = [\n  1,\n]|\n\n]')).toBe('const a = [\n  1,\n]');
  });

  it('leaves both where both are needed', () => {
    expect(after('{ if (x) {\n  }|\n}')).toBe('{ if (x) {\n  }\n}');
  });

  it('leaves one that the person typed', () => {
    expect(after('{\n}|\n}', false)).toBe('{\n}\n}');
  });

  it('leaves what is in comments and strings, and does not count it', () => {
    expect(after('{\n  // }|\n}')).toBe('{\n  // }\n}');
    expect(after("{ '{'; \n}|\n}")).toBe("{ '{'; \n}");
    expect(after("{ '}'; {\n}|\n}")).toBe("{ '}'; {\n}\n}");
  });

  it('leaves brackets of another kind, and the end of the text', () => {
    expect(after('f({\n}|\n)')).toBe('f({\n}\n)');
    expect(after('}}|')).toBe('}}');
  });
});
