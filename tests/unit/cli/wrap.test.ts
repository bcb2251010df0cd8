import { describe, expect, it } from 'vitest';
import { HELP } from '../../../electron/cli/help/help';
import { refilled } from '../../../electron/cli/refill';
import { wrapped, wrapping } from '../../../electron/cli/wrap';
import { faultline } from './run-cli';

const inLines = (text: string, columns: number): string[] => wrapped(text, columns).split('\n');

describe('a long line', () => {
  it('breaks between words and goes on further in', () => {
    expect(inLines('VERIFIED: nothing is violated, in no schedule.', 20)).toEqual(['VERIFIED: nothing is', '  violated, in no', '  schedule.']);
    expect(inLines('    checked: assertions, deadlock', 24)).toEqual(['    checked: assertions,', '      deadlock']);
  });

  it('goes on below its text, where columns stand before that', () => {
    expect(inLines('    12  fault   reads mm.count: 0 in up_read (kernel/rwsem.ts:116)', 44)).toEqual([
      '    12  fault   reads mm.count: 0 in up_read',
      '                (kernel/rwsem.ts:116)',
    ]);
    // No room is there below the last figure.
    expect(inLines('  a          1,000,000   5,000,000   99.00 %', 30)).toEqual(['  a          1,000,000', '    5,000,000   99.00 %']);
  });

  it('keeps the number of an object beside its name', () => {
    expect(inLines('reads vm_area_struct #0.vm_lock', 22)).toEqual(['reads', '  vm_area_struct #0.vm_lock']);
  });

  it('keeps half of the width for its text', () => {
    expect(inLines('                    far to the right', 20)).toEqual(['          far to the', '          right']);
  });

  it('keeps each word whole, however few the columns are', () => {
    const text = '  overridden: vma_start_read_locked_nested';
    for (let columns = 1; columns < text.length; columns++) {
      expect(wrapped(text, columns).trim().split(/\s+/)).toEqual(text.trim().split(/\s+/));
      for (const line of inLines(text, columns).slice(1)) expect(line.search(/\S/)).toBeLessThanOrEqual(columns / 2);
    }
  });

  it.each([
    ['what fits', 'one two three\n  four'],
    ['a line of a program', "  12 │ const answer: int = 'forty-two';\n     │                     ^^^^^^^^^^^"],
    ['a command to be copied', '  to replay it: faultline replay --schedule fl1:abc my.scenario.ts'],
    ['what steers the cursor', '\x1b[3A\r\x1b[J  a line that is as long as its width allows'],
  ])('is left as it is: %s', (_, text) => {
    expect(wrapped(text, 13)).toBe(text);
  });
});

describe('a screen', () => {
  const written = (screen: { isTTY?: boolean; columns?: number }): string => {
    let text = '';
    wrapping({ ...screen, write: (more) => (text += more) }).write('one two three');
    return text;
  };

  it('is wrapped to where it is a terminal that says how wide it is', () => {
    expect(written({ isTTY: true, columns: 8 })).toBe('one two\n  three');
    expect(written({ columns: 8 })).toBe('one two three');
    expect(written({ isTTY: true, columns: 0 })).toBe('one two three');
    expect(written({ isTTY: true })).toBe('one two three');
  });

  it('shows what programs read as it is', async () => {
    const { stdout } = await faultline(['list', '--json'], undefined, undefined, 20);
    expect(JSON.parse(stdout)).toEqual(JSON.parse((await faultline(['list', '--json'])).stdout));
    expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeGreaterThan(20);
  });
});

describe('help', () => {
  it('is filled anew where a paragraph of it does not fit', () => {
    const help = 'faultline x\nfaultline x --y\n\nSome words of a\nparagraph.\n\nSome words of a longer paragraph\nhere.\n\n  --flag   a\n  --more   what is said\n           of it\n';
    expect(refilled(help, 22)).toBe(
      'faultline x\nfaultline x --y\n\nSome words of a\nparagraph.\n\nSome words of a longer\nparagraph here.\n\n  --flag   a\n  --more   what is\n           said of it\n',
    );
  });

  it.each(Object.keys(HELP))('fits 80 columns, all of it, of "%s"', async (command) => {
    const { stdout } = await faultline(['help', command].slice(0, command ? 2 : 1), undefined, undefined, 80);
    expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80);
    expect(stdout.split(/\s+/)).toEqual(HELP[command]!.split(/\s+/));
  });
});
