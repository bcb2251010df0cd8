import { execFileSync } from 'node:child_process';
import { lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeWholeFile as saveText } from '../../../electron/main/files/text-file';
import { beginPart, endPart, removeUnfinished } from '../../../electron/recordings/target';
import { writeWholeFile } from '../../../electron/recordings/whole-file';
import { RecordingWriter } from '../../../electron/recordings/writer';
import { explorationMeta as meta, verdict } from './exploration-sample';

let folder: string;
const at = (name: string): string => path.join(folder, name);
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe.each([
  ['a recording', async (file: string) => (await RecordingWriter.create(file)).exploration({ meta, verdict, sources: [] })],
  ['an export', (file: string) => writeWholeFile(file, ['whole'])],
  ['a text', (file: string) => saveText(file, 'whole')],
])('%s', (_, write) => {
  it('takes the place of no pipe or device, and of no folder', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    await mkdir(at('folder'));
    await symlink(at('pipe'), at('link'));
    for (const name of ['pipe', 'link', 'folder']) await expect(write(at(name)), name).rejects.toThrow();
    expect((await stat(at('link'))).isFIFO()).toBe(true);
    expect((await readdir(folder)).sort()).toEqual(['folder', 'link', 'pipe']);
  });

  it('is written through a link', async () => {
    await writeFile(at('real'), '');
    await symlink(at('real'), at('link'));
    await write(at('link'));
    expect((await lstat(at('link'))).isSymbolicLink()).toBe(true);
    expect(await readFile(at('real'), 'utf8')).not.toBe('');
  });
});

it('is not left behind by who leaves before it is complete, and left alone by who leaves after', async () => {
  await writeWholeFile(at('done'), ['whole']);
  const recording = await RecordingWriter.create(at('begun'));
  async function* endless(): AsyncGenerator<string> {
    yield 'some';
    expect((await readdir(folder)).sort()).toEqual(['begun.part', 'done', 'more.part']);
    removeUnfinished();
    expect(await readdir(folder)).toEqual(['done']);
    throw new Error('gone');
  }
  await expect(writeWholeFile(at('more'), endless())).rejects.toThrow('gone');
  await recording.discard();
});

it('keeps nobody from leaving where something cannot be removed, and removes the rest', async () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => {});
  const parts = ['gone.part', 'there.part'].map(at);
  await mkdir(parts[0]!);
  await writeFile(parts[1]!, 'half');
  parts.forEach(beginPart);
  try {
    removeUnfinished();
    expect([told.mock.calls.length, await readdir(folder)]).toEqual([1, ['gone.part']]);
  } finally {
    parts.forEach(endPart);
    told.mockRestore();
  }
});
