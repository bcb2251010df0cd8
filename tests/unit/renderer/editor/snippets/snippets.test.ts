import { describe, expect, it } from 'vitest';
import { checkScenario } from '../../../../../electron/engine/compile';
import { isInside } from '../../../../../shared/outline/mask';
import { filledIn, snippets } from '../../../../../renderer/editor/snippets/snippets';

describe('snippets', () => {
  it.each(snippets.map((snippet) => [snippet.prefix, snippet] as const))('%s compiles as it comes', (_prefix, { body, where }) => {
    const text = filledIn(body);
    const own = (name: string): boolean => new RegExp(`\\b${name}\\(`).test(text);
    const whole = [
      ...(own('scenario') ? [] : ["scenario({ title: 'x' });"]),
      where === 'top' ? text : `thread('t', () => {\n${text}\n});`,
      ...(own('thread') ? [] : ["thread('idle', () => {});"]),
    ].join('\n');
    expect(checkScenario({ scenario: { path: 'scenarios/x.scenario.ts', text: whole } }).diagnostics).toEqual([]);
  });

  it('leave nothing to fill in', () => {
    for (const { body } of snippets) expect(filledIn(body)).not.toMatch(/[${]\d/);
  });

  it('are told apart by where the cursor is', () => {
    const text = "scenario({ title: '(' });\nthread('a', () => {\n  \n});\n";
    expect([isInside(text, text.length), isInside(text, text.indexOf('  \n') + 2), isInside(text, 0)]).toEqual([false, true, false]);
  });
});
