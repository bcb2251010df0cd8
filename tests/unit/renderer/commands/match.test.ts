import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchTitle } from '../../../../renderer/commands/match.ts';

const titles = ['File: Save', 'File: Save As…', 'View: Session', 'View: Reset Layout', 'Run: Start', 'Run: Stop', 'View: Toggle Light and Dark'];

function best(query: string): string | undefined {
  return titles
    .map((title) => ({ title, score: matchTitle(query, title)?.score }))
    .filter(({ score }) => score !== undefined)
    .sort((a, b) => b.score! - a.score!)[0]?.title;
}

describe('the palette’s search', () => {
  it.each([
    ['save', 'File: Save'],
    ['sa as', 'File: Save As…'],
    ['stop', 'Run: Stop'],
    ['rl', 'View: Reset Layout'],
    ['dark', 'View: Toggle Light and Dark'],
    ['VIEW SESS', 'View: Session'],
  ])('finds by “%s” first %s', (query, title) => expect(best(query)).toBe(title));

  it('finds nothing where the letters are not there in order', () => {
    expect(matchTitle('zz', 'File: Save')).toBeNull();
    expect(matchTitle('evas', 'Save')).toBeNull();
  });

  it('marks the letters that it matched', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.nat(50)), (title, picks) => {
        const at = [...new Set(picks)].filter((index) => index < title.length && title[index]!.trim() !== '').sort((a, b) => a - b);
        const query = at.map((index) => title[index]).join('');
        const match = matchTitle(query, title);
        if (match === null) return;
        expect(match.at.map((index) => title.toLowerCase()[index]).join('')).toBe(query.toLowerCase());
        expect(match.at).toEqual([...match.at].sort((a, b) => a - b));
      }),
    );
  });
});
