import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPinia, setActivePinia } from 'pinia';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHandlers } from '../../../../electron/main/handlers.ts';
import type { Lab } from '../../../../electron/main/lab.ts';
import { answer } from '../../../../electron/main/ipc/answer.ts';
import { Players } from '../../../../electron/main/player/players.ts';
import { writesSettled } from '../../../../electron/main/state/json-file.ts';
import { LabState } from '../../../../electron/main/state/lab-state.ts';
import { defaultExploreLimits } from '../../../../shared/ipc/explore-limits.ts';
import type { call } from '../../../../renderer/ipc/client.ts';
import { useKeptNotes } from '../../../../renderer/stores/keptNotes.ts';
import { usePlayer } from '../../../../renderer/stores/player.ts';
import { useNotices } from '../../../../renderer/stores/notices.ts';
import { useUndoing } from '../../../../renderer/stores/undoing.ts';
import { useStepNotes } from '../../../../renderer/stores/stepNotes.ts';
import { compiler } from '../../compiler-thread.ts';

// The window's stores on the main process's own handlers and a real player.
const players = new Players(new URL('../../../../out/main/player-worker.js', import.meta.url), compiler);
let folder: string;
let state: LabState;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-notes-'));
  state = new LabState(folder);
  const handlers = createHandlers({ players, state } as Lab);
  vi.stubGlobal('window', { faultline: { call: (name: Parameters<typeof call>[0], request: unknown) => answer(name, request, handlers, (error) => { throw error; }), listen() {} }, addEventListener() {} });
});
beforeEach(() => setActivePinia(createPinia()));
// Its window would ask on for what the next one closes.
afterEach(() => usePlayer().close());
afterAll(async () => {
  players.abandon();
  vi.unstubAllGlobals();
  await writesSettled();
  await rm(folder, { recursive: true, force: true });
});

const A = { thread: 1, choice: 0 };

/** Each time of a new subject, as each exploration has one. */
async function play(schedule: (typeof A)[]) {
  const text = "scenario({ title: 'x', protocol: 'none' });\nlet x: int;\nthread('t', () => { x = 1; x = 2; });\n";
  const subject = { documentId: 'untitled:1', name: 'x', text, config: {}, limits: defaultExploreLimits, goal: null, properties: [], checked: null };
  await usePlayer().open({ scenario: { path: 'scenarios/x.ts', text }, config: {}, objects: 4, properties: null, schedule, cycle: null }, subject);
}
const note = { notes: [{ at: 1, text: 'here' }], bookmarks: [] };

describe('notes on a schedule', () => {
  it('are there again when it is played again, after another one was', async () => {
    const notes = useStepNotes();
    await play([A, A]);
    notes.notebook.write(note);
    expect(notes.played.get(1)).toEqual(['here']);
    useKeptNotes().flush();
    await writesSettled();
    const save = vi.spyOn(state.notes, 'save');
    await play([A]);
    expect(notes.notebook).toMatchObject({ notes: { notes: [] }, saved: true });
    expect(notes.played.size).toBe(0);
    await play([A, A]);
    // Those that were used last are kept longest.
    useKeptNotes().flush();
    expect(save.mock.calls.map(([{ notes: written }]) => written)).toEqual([note]);
    expect(notes.notebook).toMatchObject({ notes: note, saved: false });
    expect(notes.played.get(1)).toEqual(['here']);
  });

  it('are there again after the lab has ended, unless they went into a file', async () => {
    await play([A, A]);
    useStepNotes().notebook.write(note);
    useKeptNotes().flush();
    await writesSettled();
    setActivePinia(createPinia());
    useKeptNotes().restore((await state.notes.read()).kept);
    const notes = useStepNotes();
    await play([A, A]);
    expect(notes.notebook).toMatchObject({ notes: note, saved: false });
    const { done, ...recording } = notes.notebook.recording();
    expect(recording.notes).toEqual(note);
    done();
    expect(notes.notebook.saved).toBe(true);
    useKeptNotes().flush();
    await writesSettled();
    await vi.waitFor(async () => expect((await state.notes.read()).kept).toEqual([]));
  });

  it('that are removed can be had back, in their place and with what was written since, while they are shown', async () => {
    const notes = useStepNotes();
    const undoing = useUndoing();
    const [early, late, mark] = [{ at: 1, text: 'early' }, { at: 2, text: 'late' }, { at: 1, name: 'here' }];
    await play([A, A]);
    notes.notebook.write({ notes: [early, late], bookmarks: [mark] });
    notes.notebook.remove(early, 'The note');
    expect(notes.notebook.notes).toEqual({ notes: [late], bookmarks: [mark] });
    expect(useNotices().notices).toMatchObject([{ message: 'The note is removed.', command: { id: 'view.undo', label: 'Undo' } }]);
    const more = { at: null, text: 'all of it' };
    notes.notebook.write({ notes: [more, late], bookmarks: [mark] });
    undoing.undo();
    expect(notes.notebook.notes).toEqual({ notes: [more, early, late], bookmarks: [mark] });
    expect([undoing.offered, useNotices().notices]).toEqual([null, []]);

    notes.notebook.remove(mark, 'The bookmark');
    undoing.undo();
    expect(notes.notebook.notes.bookmarks).toEqual([mark]);
    // The last one alone, and only of what is shown.
    notes.notebook.remove(early, 'The note');
    notes.notebook.remove(late, 'The other');
    expect(useNotices().notices.map(({ message }) => message)).toEqual(['The other is removed.']);
    await play([A]);
    expect([undoing.offered, useNotices().notices]).toEqual([null, []]);
  });

  it('of a recording stay unsaved until they are in its file', async () => {
    const notes = useStepNotes();
    const [text, meta] = ['', { endedAt: '2024-05-01T00:00:00Z', sourceHash: 'ab' }];
    const subject = { documentId: 'untitled:2', name: 'y', text, config: {}, limits: defaultExploreLimits, goal: null, properties: [], checked: null };
    const show = (): void => notes.show({ recording: 0, name: 'y.faultline', format: { major: 1, minor: 3 }, notes: { notes: [], bookmarks: [{ at: 2, name: '' }] }, meta, verdict: { violation: null, witness: null } } as never, { ...subject });
    show();
    expect(notes.notebook).toMatchObject({ notes: { bookmarks: [{ at: 2 }] }, saved: true });
    notes.notebook.write(note);
    await play([A]);
    expect(notes.notebook.file).toBeNull();
    show();
    expect(notes.notebook).toMatchObject({ notes: note, saved: false, file: { name: 'y.faultline' } });
  });
});
