import { execFileSync } from 'node:child_process';
import { mkdtemp, open, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAGIC } from '../../../shared/recording/format.ts';
import { MAX_SOURCE_BYTES, readScenario, shippedScenario } from '../../../electron/cli/scenario-file';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const full = path.join(folder, name);
  await writeFile(full, content);
  return full;
}

describe('reading a scenario', () => {
  it('reads UTF-8 text', async () => {
    const name = await file('a.ts', "scenario({ title: 'Größe' });");
    expect(await readScenario(name)).toEqual({ path: name, text: "scenario({ title: 'Größe' });" });
  });

  it.each(['03', '3', '03-munmap', 'munmap'])('finds the shipped scenario %s', async (name) => {
    expect((await readScenario(name)).path).toBe('scenarios/03-munmap.scenario.ts');
  });

  it('knows no others', () => {
    expect(shippedScenario('99')).toBeUndefined();
    expect(shippedScenario('')).toBeUndefined();
  });

  it('takes standard input by the name -, as bytes come, and no more of it than a scenario has', async () => {
    const bytes = new TextEncoder().encode('let größe: int;');
    expect(await readScenario('-', Readable.from([bytes.subarray(0, 6), bytes.subarray(6)]))).toEqual({ path: 'stdin.ts', text: 'let größe: int;' });
    await expect(readScenario('-', Readable.from([Uint8Array.of(0x41, 0)]))).rejects.toThrow('stdin.ts is a binary file');
    let taken = 0;
    const endless = async function* (): AsyncGenerator<Uint8Array> {
      for (;; taken++) yield new Uint8Array(1 << 16);
    };
    await expect(readScenario('-', endless())).rejects.toThrow('what comes by standard input is too large');
    expect(taken).toBeLessThan(20);
  });

  it('says what is missing', async () => {
    await expect(readScenario('nope.ts')).rejects.toThrow('there is no file nope.ts, nor a shipped scenario');
  });

  it('refuses a directory', async () => {
    await expect(readScenario(folder)).rejects.toThrow('is a directory');
  });

  it('refuses binary files and text that is not UTF-8', async () => {
    await expect(readScenario(await file('elf', Uint8Array.of(0x7f, 0x45, 0, 1)))).rejects.toThrow('is a binary file, not a scenario (a zero byte at offset 2)');
    await expect(readScenario(await file('latin1.ts', Uint8Array.of(0x41, 0xe4, 0x42)))).rejects.toThrow('is not UTF-8 text');
  });

  it('knows a recording', async () => {
    await expect(readScenario(await file('a.faultline', Uint8Array.of(...MAGIC, 0, 0)))).rejects.toThrow('is a recording, not a scenario: faultline replay');
  });

  it('refuses what is too large, without reading it', async () => {
    const name = path.join(folder, 'huge.ts');
    const huge = await open(name, 'w');
    await huge.truncate(50 * 2 ** 20);
    await huge.close();
    await expect(readScenario(name)).rejects.toThrow('too large for a scenario: 50.0 MiB, where 1 MiB is the limit');
    expect((await readScenario(await file('fits.ts', ' '.repeat(MAX_SOURCE_BYTES)))).text).toHaveLength(MAX_SOURCE_BYTES);
  });

  it.skipIf(process.platform === 'win32')('does not wait for a pipe, nor go round in circles', async () => {
    const pipe = path.join(folder, 'pipe.ts');
    execFileSync('mkfifo', [pipe]);
    await expect(readScenario(pipe)).rejects.toThrow('is not a regular file');
    const loop = path.join(folder, 'loop.ts');
    await symlink(loop, loop);
    await expect(readScenario(loop)).rejects.toThrow('go round in a circle');
  });
});
