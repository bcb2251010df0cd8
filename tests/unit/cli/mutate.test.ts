import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultline } from './run-cli.ts';
import { withFile } from './with-file.ts';

describe('faultline mutate', () => {
  it('says which lines a scenario needs, mended where it shows a mistake', async () => {
    const { code, stdout, stderr } = await faultline(['mutate', '23', '--file', 'mprotect.ts,fork.ts']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/23-no-late-check, mprotect\.ts:\d+ mprotect_fixup: vma_write_lock\(vma\); \(left out\): killed by I\d/);
    expect(stdout).toMatch(/killed: some scenario needs the line:\n(.*\n)*? +mprotect\.ts:\d+ mprotect_fixup +vma_write_lock\(vma\);/);
    // Those to which no thread comes were not tried, so nothing is said of them.
    const [, killed, tried, others] = /(\d+) of (\d+) mutants killed by 23-no-late-check; (\d+) were not tried\.\n$/.exec(stdout)!.map(Number);
    const listed = (end: RegExp): number => stdout.match(end)?.length ?? 0;
    expect([killed, tried]).toEqual([listed(/ 23-no-late-check: \w+$/gm), listed(/ 23-no-late-check(: \w+)?$/gm)]);
    expect(others).toBeGreaterThan(0);
  });

  it('tries orders, too, with the memory model that the scenario is about', async () => {
    const { code, stdout, stderr } = await faultline(['mutate', '59', '--file', 'mm_lock_seq.ts']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/mm_lock_seq\.ts:\d+ vma_end_write_all: smp_store_release\(mm\.mm_lock_seq, mm_lock_seq\) \(WRITE_ONCE\): killed by I2/);
    expect(stdout).not.toContain('only a weak memory model can tell');
    const sc = await faultline(['mutate', '59', '--file', 'mm_lock_seq.ts', '--memory', 'sc']);
    expect(sc.stdout).toContain('only a weak memory model can tell');
  });

  it('refuses a scenario that is not verified, and a file that there is not', async () => {
    const wrong = await faultline(['mutate', '13', '--protocol', 'v1-rwsem', '--file', 'mprotect.ts']);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('13-free-waits is not verified as it is, so it cannot tell mutants: use after free')]);
    const dir = mkdtempSync(join(tmpdir(), 'faultline-mutate-'));
    writeFileSync(join(dir, 'mine.ts'), "scenario({ title: 'mine' });\nthread('t', () => nosuch());\n");
    const broken = await faultline(['mutate', join(dir, 'mine.ts')]);
    rmSync(dir, { recursive: true });
    expect([broken.code, broken.stderr]).toEqual([2, expect.stringMatching(/mine\.ts:2:19: error: Cannot find name 'nosuch'/)]);
    const flag = await faultline(['mutate', '23', '--config', 'SEQ_BIT=3']);
    expect([flag.code, flag.stderr]).toEqual([2, expect.stringMatching(/^faultline: --config SEQ_BIT=3: there is no switch SEQ_BIT;.* did you mean SEQ_BITS\?/)]);
    const none = await faultline(['mutate', '23', '--file', 'no.ts']);
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('--file: the kernel has no file no.ts')]);
    // Before any is tried: what the scenarios before it tell would be lost.
    const second = await faultline(['mutate', '23', '50', '--file', 'mprotect.ts']);
    expect([second.code, second.stderr]).toEqual([2, expect.stringMatching(/^faultline: 50-lost-wake-up cannot tell mutants/)]);
    // A program without the kernel has no mutants: that none is killed says nothing.
    const alone = await faultline(['mutate', '50']);
    expect([alone.code, alone.stdout, alone.stderr]).toEqual([2, '', expect.stringContaining('50-lost-wake-up cannot tell mutants: it is a program without the kernel')]);
  });

  it('kills what goes round for ever where it is asked to look for that', async () => {
    const args = ['mutate', '61', '--protocol', '6.15-refcnt', '--file', 'vma_refcnt.ts'];
    const loop = /refcount_add_not_zero +if \(seen === old\) return .*$/m;
    const [without, and] = [await faultline(args), await faultline([...args, '--liveness'])];
    expect([without.code, and.code]).toEqual([0, 0]);
    expect(loop.exec(without.stdout)![0]).toMatch(/61-write-to-read-only$/);
    expect(loop.exec(and.stdout)![0]).toMatch(/61-write-to-read-only: \w+$/);
  });

  it('advises nothing that it has no flag for', async () => {
    await withFile("scenario({ title: 'many' });\ninterface s { next: s; }\nlet head: s;\nthread('t', () => { for (let i = 0; i < 9; i++) { const n = alloc<s>(); n.next = head; head = n; } });\n", async (file) => {
      const { code, stderr } = await faultline(['mutate', file, '--file', 'mprotect.ts']);
      expect([code, stderr]).toEqual([2, expect.stringMatching(/cannot tell mutants: more objects were allocated than the search has room for[;.]/)]);
    });
  });

  it('tries a scenario once, by whatever names it is given', async () => {
    const { stdout } = await faultline(['mutate', '23', '23-no-late-check', '--file', 'mprotect.ts', '--json']);
    const { scenarios, tried } = JSON.parse(stdout) as { scenarios: string[]; tried: { fates: unknown[] }[] };
    expect(scenarios).toEqual(['23-no-late-check']);
    expect(new Set(tried.map(({ fates }) => fates.length))).toEqual(new Set([1]));
  });

  it('ends with what there is when it is interrupted', async () => {
    expect(await faultline(['mutate', '23'], AbortSignal.abort())).toMatchObject({ code: 3, stdout: expect.stringMatching(/^\s*0 of 0 mutants killed; interrupted\.\n$/) });
  });
});
