import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it, vi } from 'vitest';
import type { OpenedExploration } from '../../../../shared/ipc/recordings.ts';
import { useRecordings } from '../../../../renderer/recordings/useRecordings.ts';
import { useDocuments } from '../../../../renderer/stores/documents.ts';
import { useExploration } from '../../../../renderer/stores/exploration.ts';
import { firstShipped, shipped } from '../../../../renderer/stores/library.ts';

const text = shipped.find(({ id }) => id === firstShipped)!.text;
const recording = {
  kind: 'exploration', recording: 1, path: '/a.faultline', name: 'a.faultline', format: { major: 1, minor: 3 }, notes: { notes: [], bookmarks: [] },
  meta: { faultline: '0', endedAt: '2026-01-01T00:00:00.000Z', sourceHash: '', config: {}, objects: 1, properties: null, protocol: 'none' },
  sources: [{ path: 'scenarios/then.ts', text }],
  verdict: { kind: 'verified', violation: null, witness: null, unreached: null, covers: { goal: null } },
} as unknown as OpenedExploration;

function pending(): { promise: Promise<OpenedExploration>; resolve(opened: OpenedExploration): void } {
  let resolve!: (opened: OpenedExploration) => void;
  return { promise: new Promise((settle) => { resolve = settle; }), resolve };
}

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {} }));
  vi.stubGlobal('window', { faultline: { call: () => Promise.resolve({ ok: true, value: undefined }) }, addEventListener() {} });
  setActivePinia(createPinia());
});

it('shows what was recorded with the shipped scenario that it is of, open or not', async () => {
  const documents = useDocuments();
  const { show } = useRecordings();
  for (const time of ['not open', 'open']) {
    await show(recording);
    expect([time, documents.open]).toEqual([time, [firstShipped]]);
  }
});

it('shows the text that was recorded where the shipped scenario has another one by now, which stays', async () => {
  const documents = useDocuments();
  documents.show(firstShipped);
  documents.setText(firstShipped, 'mine');
  await useRecordings().show(recording);
  expect(documents.active).toMatchObject({ id: 'untitled:1', text });
  expect(useExploration().subject).toMatchObject({ documentId: 'untitled:1', text });
  expect(documents.known.get(firstShipped)?.text).toBe('mine');
});

it('shows what was asked for last, whichever is read first, and closes the other', async () => {
  const calls: unknown[] = [];
  vi.stubGlobal('window', { faultline: { call: (...sent: unknown[]) => (calls.push(sent), Promise.resolve({ ok: true, value: undefined })) }, addEventListener() {} });
  const other: OpenedExploration = { ...recording, recording: 2, path: '/b.faultline', name: 'b.faultline', sources: [{ path: 'scenarios/b.ts', text: 'of b' }] };
  const { show } = useRecordings();
  const first = pending();
  const showing = show(first.promise);
  await show(Promise.resolve(other));
  first.resolve(recording);
  await showing;
  expect(useExploration().subject?.text).toBe('of b');
  expect(calls).toContainEqual(['recordings.close', { recording: 1 }]);
});

it('leaves in front what the person has turned to while it was read', async () => {
  const documents = useDocuments();
  const [mine] = shipped.filter(({ id }) => id !== firstShipped);
  const showing = useRecordings().show(Promise.resolve(recording));
  documents.show(mine!.id);
  await showing;
  expect(documents.activeId).toBe(mine!.id);
  expect(useExploration().subject).toMatchObject({ documentId: firstShipped, text });
});
