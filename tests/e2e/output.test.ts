/** Where the command line's output goes may take no more of it. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/setup/paths.mjs';

/** A pipeline of bash's, in which `faultline` is the built command line, and so is `cli` without a shell around it. */
function shell(line: string): Promise<{ code: number; stdout: string; stderr: string }> {
  const prelude = `cli=('${process.execPath}' '${path.join(root, 'out/main/cli.js')}'); faultline() { "\${cli[@]}" "$@"; }`;
  return new Promise((resolve) => {
    const child = execFile('bash', ['-o', 'pipefail', '-c', `${prelude}\n${line}`], { cwd: root }, (_, stdout, stderr) => resolve({ code: child.exitCode!, stdout, stderr }));
  });
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the output of the command line', () => {
  // A pipe takes 64 KiB; this is more.
  it('ends quietly when whoever reads it has read enough', async () => {
    expect(await shell('faultline explore 11 --protocol v1-rwsem --json | head -n 1')).toMatchObject({ stdout: '{\n', stderr: '' });
  });

  it('ends with no verdict where nobody reads any of it', async () => {
    expect(await shell('faultline run 01 --duration 1h | true')).toEqual({ code: 3, stdout: '', stderr: '' });
  });

  it.each(['run 01 --iterations 20', 'explore 11 --protocol v1-rwsem'])('is what is read of it; what -o names is finished: %s', async (command) => {
    const file = path.join(folder, 'read.faultline');
    const { code, stderr } = await shell(`faultline ${command} -o '${file}' | true`);
    expect([code, stderr]).toEqual([command.startsWith('run') ? 0 : 1, expect.stringContaining(`recorded in ${file}\n`)]);
    expect((await shell(`faultline export '${file}' --format csv -o '${file}.csv'`)).code).toBe(0);
  });

  it('is over when its terminal has gone; what -o names is finished', async () => {
    const file = path.join(folder, 'hung-up.faultline');
    const run = `"\${cli[@]}" run 01 --duration 1h -o '${file}' & until [ -e '${file}.part' ]; do sleep 0.05; done; kill -HUP $!; wait $!`;
    expect(await shell(run)).toMatchObject({ code: 3, stderr: expect.stringContaining(`recorded in ${file}\n`) });
  });

  it('dies of Ctrl-C while it compiles, which holds up its thread; nothing is begun by then', async () => {
    // Compiled in half a minute.
    const slow = path.join(folder, 'slow.scenario.ts');
    const decisions = Array.from({ length: 95 }, (_, i) => `x === ${i} ? ${i} : `).join('');
    await writeFile(slow, Array.from({ length: 40 }, (_, i) => `function slow_${i}(x: int): int { return ${decisions}0; }`).join('\n'));
    for (const command of ['check', 'emit', 'run', 'explore', 'compare']) {
      const file = path.join(folder, `${command}.out`);
      const more = command === 'check' || command === 'compare' ? '' : `-o '${file}'`;
      expect(await shell(`"\${cli[@]}" ${command} '${slow}' ${more} & sleep 1; kill -INT $!; wait $!`)).toMatchObject({ code: 130, stdout: '' });
      expect(existsSync(`${file}.part`)).toBe(false);
    }
  });

  it('says where there is room for a part of it only', async () => {
    const file = path.join(folder, 'part.json');
    expect(await shell(`trap '' XFSZ; ulimit -f 8; faultline explore 11 --protocol v1-rwsem --json > '${file}'`)).toEqual({ code: 2, stdout: '', stderr: expect.stringMatching(/^faultline: the output cannot be written: EFBIG.*\n$/) });
  });

  it.runIf(existsSync('/dev/full'))('says what is wrong where there is no room for it', async () => {
    expect(await shell('faultline list > /dev/full')).toEqual({ code: 2, stdout: '', stderr: expect.stringMatching(/^faultline: the output cannot be written: ENOSPC.*\n$/) });
  });

  it.runIf(existsSync('/dev/full'))('costs no recording where there is no room for it', async () => {
    const file = path.join(folder, 'kept.faultline');
    expect(await shell(`faultline run 01 --iterations 20 -o '${file}' > /dev/full`)).toEqual({ code: 2, stdout: '', stderr: expect.stringMatching(/^faultline: the output cannot be written: ENOSPC.*\n(.*\n)*recorded in .*\n$/) });
    expect((await shell(`faultline export '${file}' --format csv -o '${file}.csv'`)).code).toBe(0);
  });

  it.runIf(existsSync('/dev/full'))('is all there where there is no room for progress', async () => {
    expect(await shell('faultline run 01 --duration 3s 2> /dev/full')).toMatchObject({ code: 0, stdout: expect.stringMatching(/\nOK: ran for .*\n$/) });
  });
});
