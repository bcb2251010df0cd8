import { describe, expect, it } from 'vitest';
import { checkScenario } from '../../../../../electron/engine/compile';
import { isInside } from '../../../../../shared/outline/mask';
import { templates } from '../../../../../renderer/documents/templates';
import { fittingSnippets } from '../../../../../renderer/editor/snippets/fitting';
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

  it.each(templates.map(({ id, text }) => [id, text] as const))('that are offered in the template %s compile in it, but for names to be chosen', (_id, text) => {
    const body = /^thread\([^]*?=> \{\n/m.exec(text)!;
    for (const at of [body.index + body[0].length, text.length]) {
      for (const { prefix, body: snippet } of fittingSnippets(text, at)) {
        const whole = `${text.slice(0, at)}${filledIn(snippet)}${text.slice(at)}`;
        const { diagnostics } = checkScenario({ scenario: { path: 'scenarios/x.scenario.ts', text: whole } });
        expect(diagnostics.filter(({ message }) => !message.startsWith('`vma_write_lock` is overridden already')), prefix).toEqual([]);
      }
    }
  });

  it('are not offered where it is said once what they say, or there is no kernel', () => {
    const offered = (text: string, at = text.length): string[] => fittingSnippets(text, at).map(({ prefix }) => prefix);
    const whole = ['scenario', 'scenario-small', 'setup', 'teardown', 'override'];
    expect(offered('')).toEqual(expect.arrayContaining(whole));
    const written = offered("scenario({ title: 'x' });\nsetup(() => {});\nteardown(() => {});\n");
    expect(written.filter((prefix) => whole.includes(prefix))).toEqual(['override']);
    const without = "scenario({ title: 'x', protocol: 'none' });\nthread('a', () => {\n\n});\n";
    expect(offered(without).filter((prefix) => whole.includes(prefix))).toEqual(['teardown']);
    expect(offered(without, without.indexOf('\n\n') + 1)).not.toContain('rcu');
  });

  it('leave nothing to fill in', () => {
    for (const { body } of snippets) expect(filledIn(body)).not.toMatch(/[${]\d/);
  });

  it('are told apart by where the cursor is', () => {
    const text = "scenario({ title: '(' });\nthread('a', () => {\n  \n});\n";
    expect([isInside(text, text.length), isInside(text, text.indexOf('  \n') + 2), isInside(text, 0)]).toEqual([false, true, false]);
  });
});
