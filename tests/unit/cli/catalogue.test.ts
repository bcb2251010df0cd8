import { describe, expect, it } from 'vitest';
import type { CatalogueReport } from '../../../shared/report/catalogue-report.ts';
import { faultline } from './run-cli.ts';
import { withFile } from './with-file.ts';

/** The look at the sequence number that counts is left out. */
const EARLY = `override(vma_read_trylock, (vma) => {
  if (unlikely(!down_read_trylock(vma.vm_lock))) return vma_refused(vma, VMA_REFUSED_BUSY);
  tracepoint('vma_lock.read:begin', vma);
  return true;
});
`;

describe('faultline catalogue', () => {
  it('explores the cells that it is asked for, and prints the matrix with the trace beside what is known of it', async () => {
    const { code, stdout, stderr } = await faultline(['catalogue', '--only', 'B24,B02', '--protocol', 'v1-rwsem-rcu']);
    expect(stderr).toMatch(/^1\/2 {2}B24 in v1-rwsem-rcu: I1 violated, \d+ steps, 2 switches; \d+ states, .*\n2\/2 {2}B24 in v1-rwsem-rcu mended: verified; /);
    expect(stdout).toMatch(/B24 +No check after the lock is tried +I1 \d+\/2 → ✓\n/);
    expect(stdout).toContain('B24 in v1-rwsem-rcu: 7 steps at the granularity of the protocol; here');
    expect(stdout).not.toContain('nowhere');
    expect(stdout).toContain('2 of 2 explorations ended as expected.');
    expect(code).toBe(0);
  });

  it('explores several cells at once, and prints the tables of the docs', async () => {
    const { code, stdout, stderr } = await faultline(['catalogue', '--only', 'B24', '--protocol', 'v1-rwsem-rcu,v1-41of41', '--jobs', '2', '--markdown']);
    // Whichever ends first is told first.
    expect(stderr.trim().split('\n').map((line) => line.replace(/:.*/, '').slice(5)).sort()).toEqual(['B24 in v1-rwsem-rcu', 'B24 in v1-rwsem-rcu mended']);
    const table = /^\| \| \| `v1-rwsem-rcu` \| `v1-41of41` \|\n\|---\|---\|---\|---\|\n\| B24 \| [^|]+ \| I1 \d+\/2 → ✓ \| – \|\n\n/;
    expect(stdout).toMatch(table);
    expect(stdout.replace(table, '')).toMatch(/^\| Not applicable \| in \| as \|\n\|---\|---\|---\|\n\| B24 \| `v1-41of41` \| .+ \|\n\n2 of 2 explorations ended as expected\.\n$/);
    expect(code).toBe(0);
  });

  it('tells what a change of the protocol breaks, what it mends, and how to see that', async () => {
    await withFile(EARLY, async (file) => {
      const { code, stdout, stderr } = await faultline(['catalogue', '--with', file, '--only', 'B24,B25,61', '--protocol', 'v1-rwsem-rcu']);
      expect(code).toBe(1);
      expect(stderr).toMatch(/B25 in v1-rwsem-rcu: I8 violated.*\n.*B25 in v1-rwsem-rcu mended: BREAKS: I1 violated/);
      expect(stdout).toMatch(/ {2}breaks:\n {2}B25 in v1-rwsem-rcu mended +was verified +I1 violated\n {2}61 in v1-rwsem-rcu +was verified +I1 violated\n/);
      expect(stdout).toContain('B24: not tried, as the scenario overrides it itself');
      expect(stdout).toContain(`1 of 3 explorations ended as they do without ${file}.`);
      const [, see] = /to see the first: faultline (.*)\n/.exec(stdout)!;
      const seen = await faultline(see!.split(' '));
      expect(seen.stdout).toContain('VIOLATED: I1');
      const [, again] = /faultline (replay --schedule .*)/.exec(seen.stdout)!;
      expect((await faultline(again!.split(' '))).stdout).toContain('I1');
    });
  });

  it('says once why many do not compile with a change', async () => {
    await withFile('override(vma_write_lock, (vma) => { vma_end_write_all(vma.vm_mm); });\n', async (file) => {
      const { stdout } = await faultline(['catalogue', '--with', file, '--only', 'B25,B26', '--protocol', 'v1-rwsem-rcu,v1-rwsem']);
      expect(stdout.split(`no verdict, as it does not compile: ${file}:1: there is no function`)).toHaveLength(2);
      expect(stdout).toMatch(/:\n {2}v1-rwsem +B25, B25 mended, B26, B26 mended\n/);
      expect(stdout).not.toContain(' was ');
    });
  });

  it('says as JSON what was tried, and where that does not compile', async () => {
    await withFile('override(vma_write_lock, (vma) => { vma_end_write_all(vma.vm_mm); });\n', async (file) => {
      const { code, stdout, stderr } = await faultline(['catalogue', '--with', file, '--only', 'B25', '--protocol', 'v1-rwsem-rcu', '--json']);
      expect(code).toBe(3);
      expect(stderr).toContain(`B25 in v1-rwsem-rcu: NO VERDICT: it does not compile: ${file}:1: there is no function \`vma_end_write_all\` in this program; there is one with 6.4-6.13, `);
      const { change, rows: [row] } = JSON.parse(stdout) as CatalogueReport;
      expect(change).toEqual({ file, overrides: ['vma_write_lock'], contested: [] });
      expect(row!.cells[0]!.results[0]!.reason).toContain(`${file}:1: `);
    });
  });

  it('explores nothing with a change that compiles in no variant, and says once where it does not', async () => {
    const nowhere = `override(vma_write_lock, (vma) => {
  nothing_such(vma);
  vma_end_write_all(vma.vm_mm);
});
`;
    await withFile(nowhere, async (file) => {
      const { code, stdout, stderr } = await faultline(['catalogue', '--with', file]);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain(`${file}:2:3: error: Cannot find name 'nothing_such'. [TS2304]\n\n  2 │   nothing_such(vma);\n`);
      // This one only in some of them.
      expect(stderr).toMatch(/:3:3: error: there is no function `vma_end_write_all` .*; there is one with .* \(in .*v1-rwsem-rcu.*\)/);
      expect(stderr).toContain(`\nfaultline: ${file} compiles in no variant of the protocol, so nothing was explored\n`);
      expect(stderr.match(/nothing_such'/g)).toHaveLength(1);
      const json = await faultline(['catalogue', '--with', file, '--json']);
      expect([json.code, json.stderr]).toEqual([2, '']);
      expect(JSON.parse(json.stdout)).toMatchObject({ schema: 'faultline.check', file, ok: false, diagnostics: [{ file, line: 2, code: 'TS2304' }, { file, line: 3 }] });
    });
  });

  it('wants a change that overrides something', async () => {
    await withFile('function f(): void {}\n', async (file) => {
      expect(await faultline(['catalogue', '--with', file])).toMatchObject({ code: 2, stderr: expect.stringContaining('overrides no kernel function') });
    });
  });

  it('says as JSON what is known of a bug, and why there is nothing to explore', async () => {
    const { code, stdout } = await faultline(['catalogue', '--only', 'B03', '--protocol', 'v1-rwsem', '--json']);
    expect(code).toBe(0);
    const { columns, planned, rows } = JSON.parse(stdout) as CatalogueReport;
    expect([columns, planned]).toEqual([['v1-rwsem'], 0]);
    expect(rows).toMatchObject([{ id: 'B03', scenario: '28-readers-starve-a-writer', needs: 'interleaving', cells: [{ protocol: 'v1-rwsem', notApplicable: expect.stringContaining('41/41'), results: [] }] }]);
  });

  it('ends with what there is when it is interrupted', async () => {
    const { code, stdout } = await faultline(['catalogue', '--only', 'B24'], AbortSignal.abort());
    expect(code).toBe(3);
    expect(stdout).toMatch(/0 of \d+ explorations ended as expected; \d+ were not made\./);
  });

  it.each([['B24', 'B24'], ['24', 'B01']])('says how rows are named, to who writes %s alone', async (argument, row) => {
    expect(await faultline(['catalogue', argument])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(`there is one argument too many: ${argument}; rows are named with --only, as in --only ${row}\n`) });
  });

  it('prints one thing', async () => {
    expect(await faultline(['catalogue', '--json', '--markdown'])).toMatchObject({ code: 2, stdout: expect.stringContaining('--json or --markdown') });
  });

  it.each([['--only', 'B99'], ['--protocol', 'v9']])('refuses %s %s, and says what there is', async (flag, value) => {
    const { code, stderr } = await faultline(['catalogue', flag, value]);
    expect(code).toBe(2);
    expect(stderr).toMatch(new RegExp(`${flag}: there is no ${value}; there are .*(B01|v1-rwsem)`));
  });
});
