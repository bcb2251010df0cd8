import { describe, expect, it } from 'vitest';
import { printDiagnostics } from '../../../electron/cli/print-diagnostics';
import type { Diagnostic } from '../../../shared/dialect/diagnostics';

const at = (line: number, column: number, endColumn: number, more: Partial<Diagnostic> = {}): Diagnostic => ({
  file: 'a.ts', start: 0, end: 0, line, column, endLine: line, endColumn, source: 'typescript', code: 'TS1', message: 'is wrong', ...more,
});
const source = (text: string): { path: string; text: string }[] => [{ path: 'a.ts', text }];

describe('printed diagnostics', () => {
  it('show the place, the line and carets below it', () => {
    expect(printDiagnostics([at(2, 7, 8)], source('let a;\nconst x = 1;\n'))).toBe(
      'a.ts:2:7: error: is wrong [TS1]\n\n  2 │ const x = 1;\n    │       ^\n\n1 error\n',
    );
  });

  it('have carets below what they mark where letters take two columns', () => {
    expect(printDiagnostics([at(1, 8, 9)], source("f('故障', 1);"))).toContain("  1 │ f('故障', 1);\n    │          ^\n");
    expect(printDiagnostics([at(1, 3, 7)], source("f('故障', 1);"))).toContain('    │   ^^^^^^\n');
  });

  it('tell in one line what TypeScript tells in several', () => {
    expect(printDiagnostics([at(1, 1, 4, { message: 'A is not B.\n  C is not D.\n    E is not F.' })], source('one'))).toMatch(/^a\.ts:1:1: error: A is not B\. C is not D\. E is not F\. \[TS1\]\n/);
  });

  it('come several at once, with a count', () => {
    const text = printDiagnostics([at(1, 1, 4), at(2, 1, 6)], source('one\nthree'));
    expect(text).toContain('^^^\n');
    expect(text).toContain('^^^^^\n');
    expect(text).toMatch(/2 errors\n$/);
  });

  it('mark to the end of the line what goes on in the next', () => {
    expect(printDiagnostics([at(1, 3, 2, { endLine: 2 })], source('abcdef\ng'))).toContain('  1 │ abcdef\n    │   ^^^^\n');
  });

  it('cut long lines to the place', () => {
    const printed = printDiagnostics([at(1, 5001, 5003)], source(`${'a'.repeat(5000)}!!${'b'.repeat(5000)}`));
    const [, line, carets] = printed.split('\n').filter((each) => each.includes('│') || each.startsWith('a.ts'));
    expect(line!.length).toBeLessThan(140);
    expect(line!.slice(carets!.indexOf('^'), carets!.lastIndexOf('^') + 1)).toBe('!!');
  });

  it('cut lines to the screen, so that marks are below what they mark', () => {
    for (let columns = 1; columns <= 80; columns++) {
      for (const column of [1, 10, 30, 70, 99]) {
        const code = `${'a'.repeat(column - 1)}!!${'b'.repeat(100 - column)}`;
        const [line, carets] = printDiagnostics([at(1, column, column + 2)], source(code), columns).split('\n').filter((each) => each.includes('│'));
        expect(line!.slice(carets!.indexOf('^'), carets!.lastIndexOf('^') + 1)).toBe('!!');
        expect(Math.max(line!.length, carets!.length)).toBeLessThanOrEqual(Math.max(26, columns));
      }
    }
  });

  it('let no control character of a file reach the terminal', () => {
    const printed = printDiagnostics([at(1, 3, 4, { message: 'bad \x1b[2J' })], source('a\x1b[31m\tb'));
    expect(printed).not.toMatch(/[\x1b\t]/);
  });

  it('know files whose text they have not', () => {
    expect(printDiagnostics([at(1, 1, 2, { file: 'b.ts' })], source(''))).toBe('b.ts:1:1: error: is wrong [TS1]\n\n1 error\n');
  });

  it('are no more than a person can read', () => {
    const printed = printDiagnostics(Array.from({ length: 80 }, () => at(1, 1, 2)), source('x'));
    expect(printed.match(/is wrong/g)).toHaveLength(50);
    expect(printed).toContain('80 errors; the first 50 are shown');
  });
});
