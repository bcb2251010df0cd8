import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { scenarioSources } from '../../../shared/sources/index.ts';
import type { VerdictReport } from '../../../shared/report/verdict-report.ts';
import { faultline } from './run-cli.ts';
import { withFile } from './with-file.ts';

const { path, text } = scenarioSources.find(({ path: name }) => name.includes('/20-'))!;
const own = text.trimEnd().split('\n').length;

it('tells an error of a change by its own file and line', async () => {
  await withFile('\n\noverride(vma_end_write_all, (mm) => { vma_end_write(mm); });\n', async (file) => {
    for (const command of ['check', 'explore', 'run']) {
      const { code, stderr } = await faultline([command, '20', '--with', file]);
      expect([command, code, stderr]).toEqual([command, 2, expect.stringContaining(`${file}:3:`)]);
      expect(stderr).toMatch(/^ +3 │ override/m);
      expect(stderr).not.toContain(`${path}:`);
    }
  });
});

it('tells the steps of a schedule in a change by its own file and line, and those of the scenario by the scenario’s', async () => {
  // Set-up writes it twice, and the munmap once more.
  const change = `// What is wrong is in line 3.\noverride(vma_write_unlock_mm, (mm) => {\n  assert(READ_ONCE(mm.mm_lock_seq) < 3);\n  WRITE_ONCE(mm.mm_lock_seq, mm.mm_lock_seq + 1);\n});\n`;
  await withFile(change, async (file) => {
    const { code, stdout } = await faultline(['explore', '20', '--with', file, '--property', 'L1']);
    expect([code, stdout]).toEqual([1, expect.stringContaining(`in vma_write_unlock_mm (${file}:3)`)]);
    expect(stdout).toMatch(/^ +overridden: lock_vma_under_rcu, vma_write_unlock_mm$/m);
    const lines = [...stdout.matchAll(/20-[\w-]+\.scenario\.ts:(\d+)/g)].map(([, line]) => Number(line));
    expect(lines.length).toBeGreaterThan(0);
    expect(Math.max(...lines)).toBeLessThanOrEqual(own);
    const [, again] = /faultline (replay --schedule .*)/.exec(stdout)!;
    const { violation } = JSON.parse((await faultline(['explore', '20', '--with', file, '--property', 'L1', '--json'])).stdout) as VerdictReport;
    expect(violation!.stack[0]).toMatchObject({ fn: 'vma_write_unlock_mm', file: path, line: own + 3 });
    expect((await faultline(again!.split(' '))).stdout).toContain(`in vma_write_unlock_mm (${file}:3)`);
  });
});

it('names them so in what was recorded, and in what is exported of it', async () => {
  const change = `// What is wrong is in line 3.\noverride(vma_write_unlock_mm, (mm) => {\n  assert(READ_ONCE(mm.mm_lock_seq) < 3);\n  WRITE_ONCE(mm.mm_lock_seq, mm.mm_lock_seq + 1);\n});\n`;
  await withFile(change, async (file) => {
    const at = (name: string): string => file.replace('mine.ts', name);
    expect((await faultline(['explore', '20', '--with', file, '--property', 'L1', '-o', at('a.faultline')])).code).toBe(1);
    const { stdout } = await faultline(['replay', at('a.faultline')]);
    expect(stdout).toContain(`in vma_write_unlock_mm (${file}:3)`);
    expect(Math.max(...[...stdout.matchAll(/20-[\w-]+\.scenario\.ts:(\d+)/g)].map(([, line]) => Number(line)))).toBeLessThanOrEqual(own);
    await faultline(['export', at('a.faultline'), '--format', 'csv', '-o', at('a.csv')]);
    expect(await readFile(at('a.csv'), 'utf8')).toContain(`${file},3,vma_write_unlock_mm`);
    // A trace is read back: its places are those of what is compiled, as in JSON, and it keeps whose they are.
    await faultline(['export', at('a.faultline'), '--format', 'itf', '-o', at('a.itf.json')]);
    expect((await faultline(['replay', at('a.itf.json')])).stdout).toBe(stdout);
  });
});

it('lists lines of a change that nobody reaches by its own file, and looks for one of them', async () => {
  const change = `// Nobody comes to line 4.\noverride(vma_write_unlock_mm, (mm) => {\n  if (READ_ONCE(mm.mm_lock_seq) > 1000) {\n    WRITE_ONCE(mm.mm_lock_seq, 0);\n  }\n  WRITE_ONCE(mm.mm_lock_seq, mm.mm_lock_seq + 1);\n});\n`;
  await withFile(change, async (file) => {
    const explore = (...args: string[]) => faultline(['explore', '11', '--protocol', 'v1-rwsem-rcu', '--with', file, ...args]);
    expect((await explore('--unreached')).stdout).toMatch(new RegExp(`^ +${file}: 4$`, 'm'));
    expect((await explore('--reach', 'mine.ts:4')).stdout).toContain(`UNREACHABLE: no interleaving comes to ${file}:4;`);
    expect((await explore('--reach', `${file}:5-6`)).stdout).toContain(`REACHED: the line is reached in vma_write_unlock_mm (${file}:6)`);
    expect(await explore('--reach', 'mine.ts:1')).toMatchObject({ code: 2, stderr: expect.stringMatching(new RegExp(`begins on line \\d+ of scenarios/11-up-read.scenario.ts; .* \\(lines from \\d+ on are those of ${file}\\)`)) });
  });
});
