import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { OpenedSession } from '../../../../shared/ipc/recordings.ts';
import { VERSION } from '../../../../shared/recording/format.ts';
import { noNotes } from '../../../../shared/recording/notes.ts';
import { useComparison } from '../../../../renderer/stores/comparison.ts';
import { useRecorded } from '../../../../renderer/stores/recorded.ts';
import { useTimeline } from '../../../../renderer/stores/timeline.ts';
import { meta, result, sources } from '../../recording/sample.ts';

/** Those that the main process holds open. */
let held: Set<number>;
let last: number;
/** The main process reads one at a time. */
let isReading: boolean;

function opened(name: string): OpenedSession {
  held.add(++last);
  return { kind: 'session', recording: last, path: `/kept/${name}`, name, format: VERSION, meta, sources, result, notes: noNotes, events: { count: [], from: [], to: [] }, overview: new ArrayBuffer(0) };
}

beforeEach(() => {
  setActivePinia(createPinia());
  [held, last, isReading] = [new Set(), 0, false];
  const replies: Record<string, (request: never) => unknown> = {
    'recordings.reopen': async ({ path }: { path: string }) => {
      if (isReading) throw new Error('Another recording is being read.');
      isReading = true;
      await Promise.resolve();
      isReading = false;
      if (path === '/kept/cancelled') return null;
      return opened(path.replace('/kept/', ''));
    },
    'recordings.close': ({ recording }: { recording: number }) => void held.delete(recording),
    'recordings.samples': () => ({ samples: [], more: false }),
  };
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {} }));
  vi.stubGlobal('window', { faultline: { call: async (name: string, request: never) => ({ ok: true, value: await replies[name]?.(request) }) } });
});
afterEach(() => vi.unstubAllGlobals());

it('keeps the recording that the timeline showed, when that shows another one', async () => {
  const comparison = useComparison();
  const recorded = useRecorded();
  useTimeline();
  recorded.show(opened('first.faultline'));
  await comparison.putShown(0);
  recorded.show(opened('second.faultline'));
  await comparison.putShown(1);
  expect(comparison.shown.map((side) => side!.name)).toEqual(['first.faultline', 'second.faultline']);
  // One for each side, and the timeline's own.
  expect(held.size).toBe(3);
  comparison.put(0, null);
  comparison.put(1, null);
  expect(held.size).toBe(1);
});

it('takes both sides, chosen one right after the other', async () => {
  const comparison = useComparison();
  await Promise.all([comparison.putRecording(0, { path: '/kept/a', name: 'a' }), comparison.putRecording(1, { path: '/kept/b', name: 'b' })]);
  expect(comparison.shown.map((side) => side!.name)).toEqual(['a', 'b']);
  // One whose reading is ended leaves what there was.
  expect(await comparison.putRecording(0, { path: '/kept/cancelled', name: 'cancelled' })).toBe(false);
  expect(comparison.shown.map((side) => side!.name)).toEqual(['a', 'b']);
});
