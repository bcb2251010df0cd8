import { describe, expect, it } from 'vitest';
import type { compareReport } from '../../../shared/report/compare-report.ts';
import { faultline } from './run-cli.ts';
import { withFile } from './with-file.ts';

describe('faultline compare', () => {
  it('runs a load in each variant and with each number of threads, by turns', async () => {
    const { code, stdout, stderr } = await faultline(['compare', '05', '--protocol', 'v1-rwsem-rcu,v1-rwsem', '--threads', '1,2', '--pairs', '1', '--seconds', '500ms', '--json']);
    // One that was over too soon, as on a busy machine, is made again.
    expect(new Set(stderr.match(/^round 1 of 1 {2}v1-rwsem(-rcu)? × [12]: /gm)).size).toBe(4);
    const { rows, unit } = JSON.parse(stdout) as ReturnType<typeof compareReport>;
    expect([code, unit]).toEqual([0, 'faults']);
    expect(rows.map(({ protocol, threads }) => [protocol, threads])).toEqual([['v1-rwsem-rcu', 1], ['v1-rwsem', 1], ['v1-rwsem-rcu', 2], ['v1-rwsem', 2]]);
    for (const { perSecond, ratio, bytesPerVma, paths } of rows) {
      expect(perSecond!.median).toBeGreaterThan(0);
      expect(ratio).not.toBeNull();
      expect(bytesPerVma! % 64).toBe(0);
      expect(paths.reduce((sum, { share }) => sum + share, 0)).toBeGreaterThan(0.5);
    }
  });

  it('is for people, too', async () => {
    const { code, stdout } = await faultline(['compare', '01', '--protocol', 'v1-rwsem-rcu', '--config', 'PER_VMA_LOCK=n', '--pairs', '1', '--seconds', '500ms']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/faults a second +median/);
    expect(stdout).toContain('\n1 round of 500 ms a run, in turn;');
    expect(stdout).toMatch(/Faults by way .*\n +v1-rwsem-rcu +0\.00 % +\d/);
  });

  it('runs each variant and number of threads once, however often it is named', async () => {
    const { stdout } = await faultline(['compare', '01', '--protocol', 'v1-rwsem,v1-rwsem-rcu,v1-rwsem', '--threads', '2,1', '--threads', '02', '--json'], AbortSignal.abort());
    const { rows } = JSON.parse(stdout) as ReturnType<typeof compareReport>;
    expect(rows.map(({ protocol, threads }) => [protocol, threads])).toEqual([['v1-rwsem', 2], ['v1-rwsem-rcu', 2], ['v1-rwsem', 1], ['v1-rwsem-rcu', 1]]);
  });

  it('says that it was interrupted', async () => {
    const { code, stdout } = await faultline(['compare', '01', '--protocol', 'v1-rwsem-rcu'], AbortSignal.abort());
    expect([code, stdout]).toEqual([3, expect.stringMatching(/; interrupted\.\n$/)]);
  });

  it('refuses what it cannot run', async () => {
    expect(await faultline(['compare', '01', '--protocol', 'v9'])).toMatchObject({ code: 2, stderr: expect.stringContaining('--protocol: there is no v9') });
    expect(await faultline(['compare', '01', '--threads', '0'])).toMatchObject({ code: 2, stderr: expect.stringContaining('--threads is a whole number from 1 to 32') });
  });

  it('refuses a program that is the same in every variant', async () => {
    await withFile("scenario({ title: 'Alone', protocol: 'none' });\nlet x: int;\nthread('t', () => { x = 1; });", async (file) => {
      expect(await faultline(['compare', file, '--pairs', '1'])).toMatchObject({ code: 2, stderr: expect.stringContaining(`${file} is a program without the kernel (protocol none): it is the same in every variant`) });
      expect(await faultline(['compare', file, '--pairs', '1', '--seconds', '500ms', '--protocol', 'none'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/\n {2}none +\d/) });
    });
  });

  it('refuses more threads than a program may have', async () => {
    const threads = ['a', 'b', 'c'].map((name) => `thread('${name}', { instances: 2 }, () => { x = 1; });\n`).join('');
    await withFile(`scenario({ title: 'Many' });\nlet x: int;\n${threads}`, async (file) => {
      const { code, stderr } = await faultline(['compare', file, '--protocol', 'v1-rwsem-rcu', '--threads', '2,32', '--pairs', '1', '--seconds', '1ms']);
      expect([code, stderr]).toEqual([2, expect.stringMatching(/with 32 instances of each thread that has several, the program has 9\d threads, .*; 64 is the most/)]);
    });
  });
});
