import { describe, expect, it } from 'vitest';
import type { CatalogueReport } from '../../../shared/report/catalogue-report.ts';
import { faultline } from './run-cli.ts';

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

  it('prints one thing', async () => {
    expect(await faultline(['catalogue', '--json', '--markdown'])).toMatchObject({ code: 2, stdout: expect.stringContaining('--json or --markdown') });
  });

  it.each([['--only', 'B99'], ['--protocol', 'v9']])('refuses %s %s, and says what there is', async (flag, value) => {
    const { code, stderr } = await faultline(['catalogue', flag, value]);
    expect(code).toBe(2);
    expect(stderr).toMatch(new RegExp(`${flag}: there is no ${value}; there are .*(B01|v1-rwsem)`));
  });
});
