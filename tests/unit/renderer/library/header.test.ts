import { describe, expect, it } from 'vitest';
import { scenarioHeader } from '../../../../renderer/library/header.ts';
import { scenarioSources } from '../../../../shared/sources/index.ts';

describe('what a scenario says of itself', () => {
  it('is its title and the first sentence of its header', () => {
    const text = `/**\n * Two threads fault. They do not\n * wait.\n *\n * More.\n */\nscenario({ cores: 2, title: 'It\\'s a "race"' });`;
    expect(scenarioHeader(text)).toEqual({ title: 'It\'s a "race"', summary: 'Two threads fault.' });
  });

  it.each([
    ['', null, null],
    ['scenario({ title: "x" });', 'x', null],
    ['// One line. And more.\n// next\nlet a: int;', null, 'One line.'],
    ['/* no full stop */', null, 'no full stop'],
    ['/**\n * First line\n * goes on v1.2 here. Rest.\n */', null, 'First line goes on v1.2 here.'],
    ['/** unfinished', null, null],
    ["scenario({ title: 'unfinished", null, null],
  ])('%s', (text, title, summary) => expect(scenarioHeader(text)).toEqual({ title, summary }));

  it('is there for every scenario that ships', () => {
    expect(scenarioSources.length).toBeGreaterThanOrEqual(6);
    for (const { text } of scenarioSources) {
      const { title, summary } = scenarioHeader(text);
      expect(title).toBeTruthy();
      expect(summary).toMatch(/[.?]$/);
    }
  });
});
