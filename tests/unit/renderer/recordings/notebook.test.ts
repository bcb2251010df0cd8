import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { KeptNotes } from '../../../../shared/ipc/notes.ts';
import { VERSION } from '../../../../shared/recording/format.ts';
import { noNotes } from '../../../../shared/recording/notes.ts';
import { createNotebook } from '../../../../renderer/recordings/notebook.ts';
import { useKeptNotes } from '../../../../renderer/stores/keptNotes.ts';

const id = 'file x';
const file = { recording: 1, name: 'x.faultline', format: VERSION };
const found = { notes: [{ at: null, text: 'as it is in the file' }], bookmarks: [] };
/** What the main process keeps. */
let kept: Map<string, KeptNotes>;

beforeEach(() => {
  setActivePinia(createPinia());
  kept = new Map();
  const replies: Record<string, (request: never) => unknown> = {
    'notes.keep': (notes: KeptNotes) => void kept.set(notes.id, notes),
    'notes.discard': (notes: KeptNotes) => void kept.delete(notes.id),
    'recordings.annotate': () => ({ renewed: null }),
  };
  vi.stubGlobal('window', { addEventListener() {}, faultline: { call: async (name: string, request: never) => ({ ok: true, value: await replies[name]!(request) }) } });
});
afterEach(() => vi.unstubAllGlobals());

/** The lab ends, and starts again. */
function again(): ReturnType<typeof createNotebook> {
  useKeptNotes().flush();
  setActivePinia(createPinia());
  useKeptNotes().restore([...kept.values()]);
  return createNotebook();
}

describe('notes of a file', () => {
  it('that were all taken away, which is not saved yet, are not there again at the next start', async () => {
    const notebook = createNotebook();
    notebook.open(file, id, found);
    notebook.write(noNotes);
    const next = again();
    next.open(file, id, found);
    expect([next.notes.value, next.saved.value]).toEqual([noNotes, false]);
    await next.save();
    const last = again();
    last.open(file, id, noNotes);
    expect([last.notes.value, last.saved.value, kept.size]).toEqual([noNotes, true, 0]);
  });
});

describe('notes of no file', () => {
  it('that were all taken away are not kept', () => {
    const notebook = createNotebook();
    notebook.open(null, id);
    notebook.write(found);
    useKeptNotes().flush();
    expect(kept.size).toBe(1);
    notebook.write(noNotes);
    useKeptNotes().flush();
    expect(kept.size).toBe(0);
  });
});
