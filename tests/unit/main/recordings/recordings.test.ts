/** The recordings that the window shows: opened again, and annotated. */
import { copyFile, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { GrantedPaths } from '../../../../electron/main/files/granted-paths.ts';
import { FileJob } from '../../../../electron/main/recordings/file-job.ts';
import { Recordings } from '../../../../electron/main/recordings/recordings.ts';

const sample = (name: string): string => fileURLToPath(new URL(`../../../recordings/${name}`, import.meta.url));

let folder: string;
let file: string;
let job: FileJob;
let recordings: Recordings;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-recordings-'));
  file = path.join(folder, 'mine.faultline');
  await copyFile(sample('session-1.2.faultline'), file);
  job = new FileJob(() => {});
  recordings = new Recordings(new GrantedPaths(path.join(folder, 'recordings.json'), 'File › Open Recording', 'recordings'), job);
});
afterEach(async () => {
  recordings.abandon();
  await rm(folder, { recursive: true, force: true });
});

it('one whose reading the person ends is not opened, which is no mistake', async () => {
  const { recording } = (await recordings.openChosen(file))!;
  await recordings.close(recording);
  const opening = recordings.reopen(file);
  job.cancel();
  expect(await opening).toBeNull();
  expect(await recordings.reopen(file)).toMatchObject({ kind: 'session' });
});

it('notes on one that was moved meanwhile are not lost: it is said where they can be saved', async () => {
  const { recording } = (await recordings.openChosen(file))!;
  await rename(file, path.join(folder, 'moved.faultline'));
  const notes = { notes: [{ at: null, text: 'a' }], bookmarks: [] };
  await expect(recordings.annotate({ recording, notes })).rejects.toMatchObject({
    code: 'not-found', message: 'mine.faultline is not where it was any more. Open it from where it is now: the notes are kept, and can be saved there.',
  });
});

it.each([
  ['of a session', 'session-1.2.faultline'],
  ['of an exploration', 'counterexample-1.1.faultline'],
])('notes on one %s go into no other that has taken its place', async (_what, name) => {
  const notes = { notes: [{ at: null, text: 'a' }], bookmarks: [] };
  await copyFile(sample(name), file);
  const { recording } = (await recordings.openChosen(file))!;
  // Its own notes change it, and it stays the same.
  expect(await recordings.annotate({ recording, notes })).not.toBeNull();
  expect(await recordings.annotate({ recording, notes })).not.toBeNull();
  const other = await readFile(sample('session-1.0.faultline'));
  await writeFile(file, other);
  await expect(recordings.annotate({ recording, notes })).rejects.toMatchObject({
    code: 'not-possible', message: 'mine.faultline is another recording now than the one that was opened, and was left as it is. Open that one from where it is now: the notes are kept, and can be saved there.',
  });
  expect(await readFile(file)).toEqual(other);
});
