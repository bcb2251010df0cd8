import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WatchedFiles, type FileChange } from '../../../electron/main/files/watched.ts';
import { pushes } from '../../../shared/ipc/contract.ts';

let folder: string;
let file: string;
let watched: WatchedFiles;
let heard: FileChange[];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-watched-'));
  file = path.join(folder, 'a.scenario.ts');
  await writeFile(file, 'first');
  heard = [];
  watched = new WatchedFiles((change) => heard.push(pushes['file.changed'].parse(change)), 20);
  watched.follow([file]);
  // The first look is what later ones are compared with.
  await new Promise((resolve) => setTimeout(resolve, 200));
});
afterEach(async () => {
  watched.close();
  await rm(folder, { recursive: true, force: true });
});
const last = () => expect.poll(() => heard.at(-1), { timeout: 20_000, interval: 20 });

describe('files that are open', () => {
  it('are heard of when another program writes, replaces or removes them', async () => {
    await writeFile(file, 'second one');
    await last().toEqual({ path: file, text: 'second one', reason: null });
    await writeFile(`${file}.new`, 'the third text');
    await rename(`${file}.new`, file);
    await last().toEqual({ path: file, text: 'the third text', reason: null });
    await rm(file);
    await last().toEqual({ path: file, text: null, reason: expect.stringContaining('no such file') });
    await writeFile(file, 'back again');
    await last().toEqual({ path: file, text: 'back again', reason: null });
  });

  it('are not heard of when the lab writes them, nor when they are closed', async () => {
    watched.wrote(file, 'by the lab');
    await writeFile(file, 'by the lab');
    await new Promise((resolve) => setTimeout(resolve, 300));
    const other = path.join(folder, 'b.scenario.ts');
    watched.follow([other]);
    await writeFile(file, 'nobody looks any more');
    await writeFile(other, 'the next news');
    await last().toEqual({ path: other, text: 'the next news', reason: null });
    expect(heard).toHaveLength(1);
  });
});
