import { describe, expect, it } from 'vitest';
import { stepsToCsv } from '../../../../shared/recording/export/csv/counterexample.ts';
import { csvRow } from '../../../../shared/recording/export/csv/rows.ts';
import { countersToCsv, histogramsToCsv } from '../../../../shared/recording/export/csv/session.ts';
import { DEADLOCK } from '../../engine/replay/small.ts';
import { all } from '../sample.ts';
import { counterexample } from './counterexamples.ts';
import { session } from './sessions.ts';

/** Splits what was written again, by the rules of RFC 4180. */
function parse(text: string): string[][] {
  expect(text.endsWith('\r\n')).toBe(true);
  return text.slice(0, -2).split('\r\n').map((line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain!));
}

describe('CSV', () => {
  it('quotes what needs it, and is no formula', () => {
    expect(csvRow(['a,b', 'say "hi"', 'two\nlines', -1.5, null, NaN])).toBe('"a,b","say ""hi""","two\nlines",-1.5,,\r\n');
    expect(csvRow(['=HYPERLINK("x")', '+1', '@a', '-b'])).toBe('"\'=HYPERLINK(""x"")",\'+1,\'@a,\'-b\r\n');
  });

  it('steers no terminal', () => {
    expect(csvRow(['a\x1b[31mb\tc', '\r\x9b2Jd', 'e\u202ef'])).toBe("a [31mb\tc,'  2Jd,e f\r\n");
  });

  it('has the figures of a session over time, a row for each sample', async () => {
    const [head, ...rows] = parse((await all(countersToCsv(session('0 boot wake')))).join(''));
    const column = (name: string): (string | undefined)[] => rows.map((row) => row[head!.indexOf(name)]);
    expect(rows.map((row) => row.length)).toEqual([head!.length, head!.length]);
    expect(column('time s')).toEqual(['0', '1']);
    expect(column('FAULT')).toEqual([String(2 ** 40), '7']);
    expect(column('mm alive')).toEqual(['1', '1']);
    // Of the time since the row before: then nothing was measured.
    expect(column('fault count')).toEqual(['3', '0']);
    expect(column('fault mean ns')).toEqual(['100', '']);
    expect(Number(column('fault p99 ns')[0])).toBeGreaterThan(0);
  });

  it('has the buckets of the histograms', () => {
    const [head, ...rows] = parse([...histogramsToCsv(session('0 boot wake'))].join(''));
    expect(head).toEqual(['histogram', 'from ns', 'to ns', 'count']);
    expect(rows.map((row) => [row[0], row[3]])).toEqual([['fault', '4294967295'], ['fault', '2']]);
    expect(Number(rows[0]![2])).toBe(Number(rows[1]![1]));
  });

  it('has the steps of a counterexample', async () => {
    const { violation, ...rest } = await counterexample(DEADLOCK);
    const [head, ...rows] = parse([...stepsToCsv({ ...rest, violation: { ...violation, cycle: 3 } })].join(''));
    const column = (name: string): (string | undefined)[] => rows.map((row) => row[head!.indexOf(name)]);
    expect(column('step')).toEqual(['1', '2', '3', '4']);
    expect(column('thread')).toEqual(['ab', 'ba', 'ba', 'ab']);
    expect(column('what')[0]).toBe('changes a.locked: 0 → 1');
    expect(column('after')).toEqual(['1', '1', '1', '1']);
    expect(column('called from')[0]).toMatch(/^thread ab:\d+$/);
    expect(column('waiting')[3]).toBe('ba waits while a.locked is 1 (ab)');
    expect(column('comes after steps')).toEqual(['', '', '1', '2']);
    expect(column('repeats')).toEqual(['', '', '', 'yes']);
  });
});
