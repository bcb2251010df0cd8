import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../../../renderer/editor/fixes/fixes';
import { formatOptions } from '../../../../../renderer/editor/format/formatOptions';
import { sameCode } from '../../../../../renderer/editor/format/sameCode';
import { kernelSources, scenarioSources } from '../../../../../shared/sources/index';

/** TypeScript's formatter, as Monaco's worker runs it. */
function format(text: string): string {
  const host: ts.LanguageServiceHost = {
    getScriptFileNames: () => ['x.ts'], getScriptVersion: () => '1', getCompilationSettings: () => ({ noLib: true }), getCurrentDirectory: () => '', getDefaultLibFileName: () => 'lib.d.ts',
    getScriptSnapshot: (name) => (name === 'x.ts' ? ts.ScriptSnapshot.fromString(text) : undefined), fileExists: (name) => name === 'x.ts', readFile: () => text,
  };
  return applyEdits(text, ts.createLanguageService(host).getFormattingEditsForDocument('x.ts', { ...formatOptions }).map(({ span, newText }) => ({ start: span.start, end: span.start + span.length, text: newText })));
}

describe('formatting', () => {
  it('keeps the lab’s own sources as they are, but for space', () => {
    for (const { path, text } of [...kernelSources, ...scenarioSources]) expect([path, sameCode(text, format(text))]).toEqual([path, true]);
  });

  it('leaves what is formatted alone, and mends what is not', () => {
    const text = "thread('a',()=>{\nif(x===1){x=2}\n    // why\n})\n";
    const once = format(text);
    expect(once).toBe("thread('a', () => {\n  if (x === 1) { x = 2 }\n  // why\n})\n");
    expect([format(once), sameCode(text, once)]).toEqual([once, true]);
  });
});

describe('the same code', () => {
  it.each([
    ['x = 1;', 'x=1;', true],
    ['/* a\n   b */ x;', '/* a\nb */\nx;', true],
    ["f('a b');", "f('a  b');", false],
    ['x = 1;', 'x = 2;', false],
    ['a + +b;', 'a ++ b;', false],
    ['let x;', 'letx;', false],
    ['x; // a', 'x;', false],
    ['x', 'x;', false],
  ])('%j and %j: %s', (a, b, same) => {
    expect(sameCode(a, b)).toBe(same);
  });
});
