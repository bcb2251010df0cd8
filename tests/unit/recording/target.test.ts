import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeWholeFile as saveText } from '../../../electron/main/files/text-file';
import { writeWholeFile } from '../../../electron/recordings/whole-file';
import { RecordingWriter } from '../../../electron/recordings/writer';
import { explorationMeta as meta, verdict } from './exploration-sample';

let folder: string;
const at = (name: string): string => path.join(folder, name);
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Nobody else is to have those of a program that has left. */
afterEach(() => void vi.resetModules());

/** A program that may leave. */
async function program() {
  vi.resetModules();
  const [{ Part }, { writeWholeFile }, target] = await Promise.all([import('../../../electron/recordings/part'), import('../../../electron/recordings/whole-file'), import('../../../electron/recordings/target')]);
  return { Part, writeWholeFile, ...target };
}

describe.each([
  ['a recording', async (file: string) => (await RecordingWriter.create(file)).exploration({ meta, verdict, sources: [] })],
  ['an export', (file: string) => writeWholeFile(file, ['whole'])],
  ['a text', (file: string) => saveText(file, 'whole')],
])('%s', (_, write) => {
  it('takes the place of no pipe or device, and of no folder', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    await mkdir(at('folder'));
    await symlink(at('pipe'), at('link'));
    for (const name of ['pipe', 'link', 'folder', 'folder/', 'new/']) await expect(write(at(name)), name).rejects.toThrow();
    expect((await stat(at('link'))).isFIFO()).toBe(true);
    expect((await readdir(folder)).sort()).toEqual(['folder', 'link', 'pipe']);
  });

  it('is written through a link to what is not there yet, and through no circle', async () => {
    await mkdir(at('to'));
    await symlink('to/real', at('link'));
    await symlink('link', at('further'));
    await symlink('circle', at('circle'));
    await write(at('further'));
    expect(await readFile(at('to/real'), 'utf8')).not.toBe('');
    await expect(write(at('circle'))).rejects.toThrow();
    expect((await readdir(folder)).sort()).toEqual(['circle', 'further', 'link', 'to']);
  });

  it('is written through a link', async () => {
    await writeFile(at('real'), '');
    await symlink(at('real'), at('link'));
    await write(at('link'));
    expect((await lstat(at('link'))).isSymbolicLink()).toBe(true);
    expect(await readFile(at('real'), 'utf8')).not.toBe('');
  });
});

it('is known from the moment in which it is there, for who leaves at once', async () => {
  for (let i = 0; i < 20; i++) {
    const { Part, removeUnfinished } = await program();
    const begun = Part.begin(at('file'));
    while (!existsSync(at('file.part'))) await new Promise((resolve) => void setImmediate(resolve));
    removeUnfinished();
    expect(existsSync(at('file.part'))).toBe(false);
    await begun.then((part) => part.giveUp(), () => {});
  }
});

it('is not begun by who has left', async () => {
  const { Part, removeUnfinished } = await program();
  const begun = Part.begin(at('file'));
  removeUnfinished();
  await expect(begun).rejects.toThrow('has ended');
  expect(await readdir(folder)).toEqual([]);
});

it('keeps that nobody may write to it', async () => {
  await writeFile(at('kept'), 'before', { mode: 0o444 });
  await saveText(at('kept'), 'after');
  expect([await readFile(at('kept'), 'utf8'), (await stat(at('kept'))).mode & 0o777]).toEqual(['after', 0o444]);
});

describe('two that write the same at once', () => {
  const again = (file: string): Promise<void> => writeWholeFile(file, ['the later one']);

  it.each([
    ['a recording', async (file: string, meanwhile: () => Promise<void>) => {
      const recording = await RecordingWriter.create(file);
      await meanwhile();
      await recording.exploration({ meta, verdict, sources: [] }).catch(async (error: Error) => {
        await recording.discard();
        throw error;
      });
    }],
    ['an export', (file: string, meanwhile: () => Promise<void>) => writeWholeFile(file, (async function* () {
      yield 'the first one';
      await meanwhile();
      yield ', which goes on';
    })())],
  ])('leave what one of them wrote, and tell the other: %s', async (_, write) => {
    await expect(write(at('same'), () => again(at('same')))).rejects.toThrow('another program has begun to write the same file');
    expect(await readFile(at('same'), 'utf8')).toBe('the later one');
    expect(await readdir(folder)).toEqual(['same']);
  });

  it('leave what the later one has not written to its end yet', async () => {
    const first = await RecordingWriter.create(at('same'));
    const later = await RecordingWriter.create(at('same'));
    await first.discard();
    expect(await readdir(folder)).toEqual(['same.part']);
    await later.exploration({ meta, verdict, sources: [] });
    expect(await readdir(folder)).toEqual(['same']);
  });
});

it('says that its folder has gone meanwhile', async () => {
  await mkdir(at('folder'));
  const { Part } = await program();
  const part = await Part.begin(at('folder/file'));
  await rm(at('folder'), { recursive: true });
  await expect(part.complete()).rejects.toMatchObject({ code: 'ENOENT' });
  await part.giveUp();
});

it('is not left behind by who leaves before it is complete, and left alone by who leaves after', async () => {
  const { Part, writeWholeFile, removeUnfinished } = await program();
  await writeWholeFile(at('done'), ['whole']);
  const begun = await Part.begin(at('begun'));
  async function* endless(): AsyncGenerator<string> {
    yield 'some';
    expect((await readdir(folder)).sort()).toEqual(['begun.part', 'done', 'more.part']);
    removeUnfinished();
    expect(await readdir(folder)).toEqual(['done']);
    throw new Error('gone');
  }
  await expect(writeWholeFile(at('more'), endless())).rejects.toThrow('gone');
  await begun.giveUp();
});

it('keeps nobody from leaving where something cannot be removed, and removes the rest', async () => {
  const { beginPart, removeUnfinished } = await program();
  const told = vi.spyOn(console, 'error').mockImplementation(() => {});
  const parts = ['gone.part', 'there.part'].map(at);
  await mkdir(parts[0]!);
  await writeFile(parts[1]!, 'half');
  for (const part of parts) beginPart(part, (await stat(part)).ino);
  try {
    removeUnfinished();
    expect([told.mock.calls.length, await readdir(folder)]).toEqual([1, ['gone.part']]);
  } finally {
    told.mockRestore();
  }
});
