import { describe, expect, it } from 'vitest';
import { kernelOf } from '../../../../shared/variants/kernel.ts';
import { declaredIn, firstSentence, switchesOf } from '../../../../renderer/run/switches.ts';

const kernel = kernelOf('v1-rwsem-rcu').map(({ text }) => text);

describe('switches', () => {
  it('are the scenario’s or the kernel’s, each with what its comment says', () => {
    const scenario = "/** Of others. */\nconst A = 1;\nconst PAGES = config('PAGES', 4);\n/**\n * How many there are;\n * at most 9.\n */\nconst N = config('N', 3);\n";
    const { own, kernel: rest } = switchesOf({ TLB: false, PAGES: 8, N: 3 }, scenario, kernel);
    expect(own).toEqual([{ name: 'N', value: 3, meaning: 'How many there are; at most 9.' }, { name: 'PAGES', value: 8, meaning: '' }]);
    expect(rest).toEqual([{ name: 'TLB', value: false, meaning: expect.stringMatching(/^Each thread has a TLB, which .* is a page fault\.$/) }]);
  });

  it('of the kernel all have a meaning', () => {
    const declared = kernel.flatMap((text) => [...declaredIn(text)]);
    expect(declared.length).toBeGreaterThan(10);
    expect(declared.filter(([, meaning]) => meaning === '')).toEqual([]);
  });

  it('have no meaning where there is something between, or no comment ends', () => {
    const meanings = (text: string): string[] => [...declaredIn(text).values()];
    expect(meanings("/** Of A. */ let x: int;\nconst A = config('A', 1);")).toEqual(['']);
    expect(meanings("/** Of A. */\n\nconst A = config('A', 1);")).toEqual(['']);
    expect(meanings("/* Of A. */\nconst A = config('A', 1);")).toEqual(['']);
    expect(meanings("/** A */\r\nconst A = config('A', 1);\n/** B */\nconst B = config('B', 1);")).toEqual(['A', 'B']);
    // A stranger's text may have as many as it likes.
    expect(meanings(`${'/**'.repeat(200_000)}\n${"const A = config('A', 1);\n*/\n".repeat(10_000)}`)).toEqual(['']);
  });

  it('are told in a sentence', () => {
    expect(firstSentence('It is on. Off: it is not.')).toBe('It is on.');
    expect(firstSentence('Since 6.4 it is on')).toBe('Since 6.4 it is on');
    expect(firstSentence('As in the kernel\'s .config. Else.')).toBe('As in the kernel\'s .config.');
  });
});
