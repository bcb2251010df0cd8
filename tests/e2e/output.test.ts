/** Where the command line's output goes may take no more of it. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../scripts/setup/paths.mjs';

/** A pipeline of bash's, in which `faultline` is the built command line. */
function shell(line: string): Promise<{ code: number; stdout: string; stderr: string }> {
  const cli = `'${process.execPath}' '${path.join(root, 'out/main/cli.js')}'`;
  return new Promise((resolve) => {
    const child = execFile('bash', ['-o', 'pipefail', '-c', line.replaceAll('faultline', cli)], { cwd: root }, (_, stdout, stderr) => resolve({ code: child.exitCode!, stdout, stderr }));
  });
}

describe('the output of the command line', () => {
  // A pipe takes 64 KiB; this is more.
  it('ends quietly when whoever reads it has read enough', async () => {
    expect(await shell('faultline explore 11 --protocol v1-rwsem --json | head -n 1')).toMatchObject({ stdout: '{\n', stderr: '' });
  });

  it.runIf(existsSync('/dev/full'))('says what is wrong where there is no room for it', async () => {
    expect(await shell('faultline list > /dev/full')).toEqual({ code: 2, stdout: '', stderr: expect.stringMatching(/^faultline: the output cannot be written: ENOSPC.*\n$/) });
  });
});
