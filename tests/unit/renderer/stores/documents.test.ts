import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import { Checks } from '../../../../electron/main/checks.ts';
import { createHandlers } from '../../../../electron/main/handlers.ts';
import type { Lab } from '../../../../electron/main/lab.ts';
import { Explorations } from '../../../../electron/main/explore/explorations.ts';
import { GrantedFiles } from '../../../../electron/main/files/granted.ts';
import { GrantedPaths } from '../../../../electron/main/files/granted-paths.ts';
import { WatchedFiles } from '../../../../electron/main/files/watched.ts';
import { answer } from '../../../../electron/main/ipc/answer.ts';
import { OneJob } from '../../../../electron/main/jobs/one-job.ts';
import { Players } from '../../../../electron/main/player/players.ts';
import { FileJob } from '../../../../electron/main/recordings/file-job.ts';
import { Recordings } from '../../../../electron/main/recordings/recordings.ts';
import { LabState } from '../../../../electron/main/state/lab-state.ts';
import { writesSettled } from '../../../../electron/main/state/json-file.ts';
import { Sessions } from '../../../../electron/main/session/sessions.ts';
import { CompileService } from '../../../../electron/engine/compile-service.ts';
import { useDiskChanges } from '../../../../renderer/documents/useDiskChanges.ts';
import { useDrafts } from '../../../../renderer/documents/useDrafts.ts';
import { call } from '../../../../renderer/ipc/client.ts';
import { useDocuments } from '../../../../renderer/stores/documents.ts';
import { useNotices } from '../../../../renderer/stores/notices.ts';
import { firstShipped, shipped } from '../../../../renderer/stores/library.ts';
import { limits } from '../../../../shared/ipc/limits.ts';

// The window's store on the main process's own handlers, without the two processes between them. Nothing compiles here.
const compiler = new CompileService(new URL('file:///never-started.js'));
const shippedText = shipped.find(({ id }) => id === firstShipped)!.text;
let folder: string;
let leaving: (() => void)[];
/** Of windows: with one that has gone its timers go. */
const timers: NodeJS.Timeout[] = [];
let chosen: { open: string | null; save: string | null };
let watched: WatchedFiles | null = null;

/** A start of the lab: new handlers and a new store, over the same folder. */
async function start(argumentFiles: string[] = []) {
  const files = new GrantedFiles(path.join(folder, 'files.json'));
  await files.load();
  const recordingFiles = new GrantedPaths(path.join(folder, 'recordings.json'), 'File › Open Recording', 'recordings');
  const recordingJob = new FileJob(() => {});
  const kept = new LabState(folder);
  const lab: Lab = {
    files,
    watched: (watched = new WatchedFiles((change) => listeners.get('file.changed')?.(change), 20)),
    argumentFiles,
    compiler,
    sessions: new Sessions(compiler, new URL('file:///never-started.js'), path.join(folder, 'sessions'), '0'),
    explorations: new Explorations(new URL('file:///never-started.js'), compiler),
    comparison: new OneJob(new URL('file:///never-started.js'), 'This comparison'),
    mutation: new OneJob(new URL('file:///never-started.js'), 'This mutation'),
    players: new Players(new URL('file:///never-started.js'), compiler),
    recordings: new Recordings(recordingFiles, recordingJob),
    recordingFiles,
    recordingJob,
    cli: new URL('file:///never-started.js'),
    state: kept,
    checks: new Checks(compiler, kept.check),
    version: '0',
    abandonAll: () => {},
    open: () => Promise.resolve(),
    chooseFile: () => Promise.resolve(chosen.open),
    chooseTarget: () => Promise.resolve(chosen.save),
    choosePictureTarget: () => Promise.resolve(null),
    chooseExportTarget: () => Promise.resolve(null),
    picture: () => Promise.reject(new Error('there is no window')),
    zoom: () => {},
    chooseRecordingTarget: () => Promise.resolve(chosen.save),
    chooseRecording: () => Promise.resolve(null),
  };
  const handlers = createHandlers(lab);
  const listeners = new Map<string, (payload: unknown) => void>();
  leaving = [];
  const window = {
    faultline: { call: (name: Parameters<typeof call>[0], request: unknown) => answer(name, request, handlers, (error) => { throw error; }), listen: (name: string, listener: (payload: unknown) => void) => listeners.set(name, listener) },
    addEventListener: (name: string, listener: () => void) => name === 'beforeunload' && leaving.push(listener),
    setTimeout: (work: () => void, ms: number) => {
      const timer = setTimeout(work, ms);
      timers.push(timer);
      return timer;
    },
  };
  vi.stubGlobal('window', window);
  setActivePinia(createPinia());
  const documents = useDocuments();
  const state = await call('app.start');
  documents.restore(state);
  useDrafts(state.drafts);
  useDiskChanges();
  return { documents, state };
}

/** The window closes: what it still has to say is said, and the main process writes it. */
async function close(): Promise<void> {
  await nextTick();
  leaving.forEach((listener) => listener());
  timers.splice(0).forEach(clearTimeout);
  await writesSettled();
  watched?.close();
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-documents-'));
  chosen = { open: null, save: null };
});
afterEach(async () => {
  timers.splice(0).forEach(clearTimeout);
  await writesSettled();
  watched?.close();
  vi.unstubAllGlobals();
});

describe('documents', () => {
  it('begin with the default scenario of the library', async () => {
    const { documents } = await start();
    expect(documents.tabs.map(({ id }) => id)).toEqual([firstShipped]);
    expect(documents.scenario?.text).toBe(shippedText);
  });

  it('keep what was typed over a restart, tabs and all', async () => {
    const first = await start();
    first.documents.setText(firstShipped, 'mine');
    first.documents.create();
    first.documents.setText('untitled:1', 'new one');
    first.documents.show('kernel:rwsem.ts');
    await close();

    const { documents } = await start();
    expect(documents.open).toEqual([firstShipped, 'untitled:1', 'kernel:rwsem.ts']);
    expect(documents.activeId).toBe('kernel:rwsem.ts');
    expect(documents.scenario?.id).toBe('untitled:1');
    expect(documents.dirty.map(({ id, text, saved }) => [id, text, saved === text])).toEqual([
      [firstShipped, 'mine', false],
      ['untitled:1', 'new one', false],
    ]);
  });

  it('are more than are kept: those beside the one in front are there again, and nothing is said of it', async () => {
    const { documents } = await start();
    for (let i = 0; i < limits.openDocuments + 10; i++) documents.create(`text ${i}`);
    const [open, last] = [[...documents.open], documents.activeId];
    await close();
    expect(useNotices().notices).toEqual([]);
    const kept = (): Promise<unknown> => call('app.start').then(({ workspace }) => workspace);
    expect(await kept()).toEqual({ open: open.slice(-limits.openDocuments), active: last });
    documents.show(firstShipped);
    await close();
    expect(await kept()).toEqual({ open: open.slice(0, limits.openDocuments), active: firstShipped });
  });

  it('that the lab was started with have a tab each, those of one name too, and what is no scenario is left to be opened', async () => {
    const named = ['a/x.scenario.ts', 'b/x.scenario.ts'].map((name) => path.join(folder, name));
    for (const file of named) {
      await mkdir(path.dirname(file));
      await writeFile(file, `// ${file}`);
    }
    const others = ['a/x.faultline', 'a'].map((name) => path.join(folder, name));
    const argumentFiles = [...named, ...others];
    const { documents, state } = await start(argumentFiles);
    expect([documents.open, documents.activeId]).toEqual([named.map((file) => `file:${file}`), `file:${named[1]}`]);
    expect([argumentFiles, state.recentRecordings, state.problems]).toEqual([others, [], []]);
  });

  it('that are only looked at share one tab, until one is to stay', async () => {
    const { documents } = await start();
    documents.show('kernel:rwsem.ts', true);
    documents.show(firstShipped);
    documents.show('kernel:mmap.ts', true);
    expect([documents.open, documents.activeId, documents.previewId]).toEqual([[firstShipped, 'kernel:mmap.ts'], 'kernel:mmap.ts', 'kernel:mmap.ts']);
    documents.keep('kernel:mmap.ts');
    documents.show('kernel:fault.ts', true);
    // One that is open already is only brought to the front.
    documents.show('kernel:mmap.ts', true);
    expect([documents.open, documents.previewId]).toEqual([[firstShipped, 'kernel:mmap.ts', 'kernel:fault.ts'], 'kernel:fault.ts']);
    documents.close('kernel:fault.ts');
    documents.show('kernel:vma.ts', true);
    expect(documents.open).toEqual([firstShipped, 'kernel:mmap.ts', 'kernel:vma.ts']);
  });

  it('follow their files: quietly, or by asking where something would be lost', async () => {
    const { documents } = await start();
    const file = path.join(folder, 'mine.scenario.ts');
    const id = documents.addFile({ path: file, name: 'mine.scenario.ts', text: 'first' });
    documents.show(id);
    const mine = documents.active!;
    documents.changedOnDisk(file, 'second');
    expect([mine.text, mine.saved, documents.onDisk.size]).toEqual(['second', 'second', 0]);

    documents.setText(id, 'typed');
    documents.changedOnDisk(file, 'third');
    expect([mine.text, documents.onDisk.get(id)]).toEqual(['typed', 'third']);
    await expect(documents.save(mine)).rejects.toThrow('has changed on disk');
    documents.keepMine(mine);
    expect([mine.text, mine.saved, documents.onDisk.size]).toEqual(['typed', 'third', 0]);

    documents.changedOnDisk(file, 'fourth');
    documents.loadTheirs(mine);
    expect([mine.text, mine.saved, documents.onDisk.size]).toEqual(['fourth', 'fourth', 0]);

    // Gone: what was shown becomes a draft, until it is there again.
    documents.changedOnDisk(file, null);
    expect([documents.dirty.map((each) => each.id), documents.onDisk.get(id)]).toEqual([[id], null]);
    documents.changedOnDisk(path.join(folder, 'other.ts'), 'not open');
    expect(documents.onDisk.size).toBe(1);
  });

  it('take a file that goes and comes back for what it was', async () => {
    const file = path.join(folder, 'moved.scenario.ts');
    const id = `file:${file}`;
    await writeFile(file, 'first');
    const { documents } = await start([file]);
    watched!.close();
    documents.setText(id, 'typed');
    documents.changedOnDisk(file, null);
    documents.changedOnDisk(file, null);
    documents.changedOnDisk(file, 'first');
    expect([documents.active, documents.onDisk.size]).toEqual([expect.objectContaining({ text: 'typed', saved: 'first' }), 0]);

    // Another text in its place is another matter, and so is one that it had changed to before.
    documents.changedOnDisk(file, null);
    documents.changedOnDisk(file, 'second');
    expect(documents.onDisk.get(id)).toBe('second');
    documents.changedOnDisk(file, null);
    documents.changedOnDisk(file, 'second');
    expect(documents.onDisk.get(id)).toBe('second');

    // What was saved meanwhile is what others change.
    documents.keepMine(documents.active!);
    documents.changedOnDisk(file, null);
    await rm(file);
    await documents.save(documents.active!);
    documents.setText(id, 'typed more');
    documents.changedOnDisk(file, 'second');
    expect(documents.onDisk.get(id)).toBe('second');
  });

  it('keep the draft of a closed tab, and give it back when it is opened again', async () => {
    const first = await start();
    first.documents.setText(firstShipped, 'mine');
    first.documents.close(firstShipped);
    expect(first.documents.active).toBeNull();
    const said = (): string[] => useNotices().notices.map(({ message }) => message);
    expect(said()).toEqual([expect.stringMatching(/ is closed, and its unsaved text kept\./)]);
    first.documents.show(firstShipped);
    expect(said()).toEqual([]);
    first.documents.close(firstShipped);
    await close();

    const { documents } = await start();
    documents.show(firstShipped);
    expect(documents.active?.text).toBe('mine');
    documents.revert(documents.active!);
    await close();
    expect((await start()).documents.dirty).toEqual([]);
  });

  it('are found by their text, closed ones that nothing else has, too, and what ships unless it was changed', async () => {
    const { documents } = await start();
    documents.create('of a recording\n');
    const { id } = documents.active!;
    documents.close(id);
    expect([documents.known.has(id), documents.withText('of a recording\n')]).toEqual([false, id]);
    expect(documents.show(id)).toBe(true);
    documents.setText(id, 'changed\n');
    expect(documents.withText('of a recording\n')).toBeUndefined();
    expect(documents.withText(shippedText)).toBe(firstShipped);
    documents.setText(firstShipped, 'changed\n');
    expect(documents.withText(shippedText)).toBeUndefined();
  });

  it('are not found by the text of one that was saved under a name since', async () => {
    const { documents } = await start();
    documents.create('of a recording\n');
    const { id } = documents.active!;
    documents.close(id);
    documents.show(id);
    chosen.save = path.join(folder, 'named.scenario.ts');
    const saved = (await documents.save(documents.active!))!;
    expect(documents.withText('of a recording\n')).toBe(saved.id);
    documents.setText(saved.id, 'changed\n');
    expect(documents.withText('of a recording\n')).toBeUndefined();
    expect(documents.nameNow(id)).toBe(saved.id);
  });

  it('are saved to their file, and a new one to the file that was chosen', async () => {
    const { documents } = await start();
    documents.create();
    documents.setText('untitled:1', 'text');
    expect(await documents.save(documents.active!)).toBeNull();
    expect(documents.active?.text).toBe('text');

    chosen.save = path.join(folder, 'a.scenario.ts');
    expect(await documents.save(documents.active!)).toBe(documents.active);
    expect(documents.activeId).toBe(`file:${chosen.save}`);
    expect(documents.known.has('untitled:1')).toBe(false);
    documents.setText(documents.activeId!, 'more');
    expect(documents.dirty).toHaveLength(1);
    expect(await documents.save(documents.active!)).toBe(documents.active);
    expect(documents.dirty).toHaveLength(0);
    expect(await readFile(chosen.save, 'utf8')).toBe('more');
  });

  it('keep what is typed while they are saved under a name', async () => {
    const { documents } = await start();
    documents.create('text');
    chosen.save = path.join(folder, 'slow.scenario.ts');
    const saving = documents.save(documents.active!);
    documents.setText('untitled:1', 'text and more');
    await saving;
    expect(documents.active).toMatchObject({ id: `file:${chosen.save}`, saved: 'text', text: 'text and more' });
    expect(await readFile(chosen.save, 'utf8')).toBe('text');
    const again = documents.saveAs(documents.active!);
    documents.setText(documents.activeId!, 'text and yet more');
    await again;
    expect(documents.active).toMatchObject({ saved: 'text and more', text: 'text and yet more' });
  });

  it('leave the shipped scenario as it was when a copy of it is saved', async () => {
    const { documents } = await start();
    documents.setText(firstShipped, 'mine');
    chosen.save = path.join(folder, 'copy.ts');
    await documents.save(documents.active!);
    expect(documents.tabs.map(({ name }) => name)).toEqual(['copy.ts']);
    documents.show(firstShipped);
    expect(documents.active?.text).toBe(shippedText);
  });

  it('keep the draft of a file that has gone, or changed on disk', async () => {
    const file = path.join(folder, 'b.ts');
    await writeFile(file, 'on disk');
    const first = await start([file]);
    expect(first.documents.activeId).toBe(`file:${file}`);
    first.documents.setText(`file:${file}`, 'typed');
    await close();

    await writeFile(file, 'changed elsewhere');
    const second = await start();
    const mine = second.documents.active!;
    expect([mine.text, mine.saved, second.documents.onDisk.get(mine.id)]).toEqual(['typed', 'on disk', 'changed elsewhere']);
    await expect(second.documents.save(mine)).rejects.toThrow('has changed on disk');
    expect(await readFile(file, 'utf8')).toBe('changed elsewhere');
    // What the person chose is remembered, too.
    second.documents.keepMine(mine);
    await close();
    const third = await start();
    expect([third.documents.active, third.documents.onDisk.size]).toEqual([expect.objectContaining({ text: 'typed', saved: 'changed elsewhere' }), 0]);
    await close();

    await rm(file);
    const fourth = await start();
    expect(fourth.state.problems).toEqual([expect.stringContaining('no such file')]);
    expect(fourth.documents.known.get(`file:${file}`)?.text).toBe('typed');
    expect(fourth.documents.onDisk.get(`file:${file}`)).toBeNull();
    await fourth.documents.save(fourth.documents.active!);
    expect(await readFile(file, 'utf8')).toBe('typed');
  });

  it('take up a draft that does not say what it began from, as earlier labs kept them', async () => {
    const file = path.join(folder, 'c.ts');
    await writeFile(file, 'on disk');
    await start([file]);
    await call('drafts.save', { id: `file:${file}`, name: 'c.ts', text: 'typed' });
    await close();
    const { documents } = await start();
    expect([documents.active, documents.onDisk.size]).toEqual([expect.objectContaining({ text: 'typed', saved: 'on disk' }), 0]);
  });

  it('ask, too, when a file that was changed here is opened again, or its tab is closed', async () => {
    const file = path.join(folder, 'd.ts');
    const id = `file:${file}`;
    await writeFile(file, 'on disk');
    const { documents } = await start([file]);
    documents.setText(id, 'typed');
    await writeFile(file, 'changed elsewhere');
    documents.addFile(await call('files.reopen', { path: file }));
    expect([documents.active?.text, documents.onDisk.get(id)]).toEqual(['typed', 'changed elsewhere']);
    documents.keepMine(documents.active!);
    documents.close(id);

    await nextTick();
    // The first look at it is what later ones are compared with.
    await new Promise((resolve) => setTimeout(resolve, 200));
    await writeFile(file, 'changed once more, and longer');
    await expect.poll(() => documents.onDisk.get(id), { timeout: 20_000, interval: 20 }).toBe('changed once more, and longer');
    // Both came to the same.
    documents.changedOnDisk(file, 'typed');
    expect([documents.onDisk.size, documents.dirty]).toEqual([0, []]);
  });

  it('look at the disk before they write to it', async () => {
    const file = path.join(folder, 'e.ts');
    const id = `file:${file}`;
    await writeFile(file, 'on disk');
    const { documents } = await start([file]);
    watched!.close();
    documents.setText(id, 'typed');
    await writeFile(file, 'changed elsewhere');
    await expect(documents.save(documents.active!)).rejects.toThrow('has changed on disk');
    expect([await readFile(file, 'utf8'), documents.onDisk.get(id)]).toEqual(['changed elsewhere', 'changed elsewhere']);

    // What is no text cannot be shown: it is said once, and replaced when the person saves again.
    documents.loadTheirs(documents.active!);
    documents.setText(id, 'typed again');
    await writeFile(file, Buffer.from([0xff, 0xfe]));
    await expect(documents.save(documents.active!)).rejects.toThrow('is not a text file');
    expect([await readFile(file), documents.onDisk.get(id)]).toEqual([Buffer.from([0xff, 0xfe]), null]);
    expect(await documents.save(documents.active!)).toBe(documents.active);
    expect([await readFile(file, 'utf8'), documents.onDisk.size]).toEqual(['typed again', 0]);

    // Where the person says so in the system's dialog, it is replaced.
    documents.setText(id, 'mine');
    documents.changedOnDisk(file, 'theirs');
    chosen.save = file;
    expect(await documents.saveAs(documents.active!)).toBe(documents.active);
    expect([await readFile(file, 'utf8'), documents.onDisk.size, documents.dirty]).toEqual(['mine', 0, []]);
  });

  it('go back to what is on disk', async () => {
    const { documents } = await start();
    const file = path.join(folder, 'f.ts');
    const id = documents.addFile({ path: file, name: 'f.ts', text: 'first' });
    documents.show(id);
    documents.setText(id, 'typed');
    documents.changedOnDisk(file, 'second');
    documents.revert(documents.active!);
    expect([documents.active?.text, documents.active?.saved, documents.onDisk.size]).toEqual(['second', 'second', 0]);
  });

  it('do not open what was never chosen, whatever the workspace says', async () => {
    const secret = path.join(folder, 'secret.ts');
    await writeFile(secret, 'secret');
    await start();
    await call('workspace.save', { open: [`file:${secret}`], active: `file:${secret}` });
    const { documents, state } = await start();
    expect(state.files).toEqual([]);
    expect([...documents.known.values()].map(({ text }) => text)).not.toContain('secret');
  });
});
