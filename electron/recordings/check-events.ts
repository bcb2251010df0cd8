/** Whether every event names a time, an event, a thread and a site that exist. */
import type { RecordingMeta } from '../../shared/recording/contents.ts';
import { EVENT_BYTES, EVENT_OFFSET, NOWHERE } from '../../shared/trace/events.ts';
import type { RecordedBlock } from './blocks.ts';
import { RecordingError } from './recording-error.ts';

/** Throws `RecordingError`. `block`: the bytes of events, and where they are from. */
export function checkEvents({ payload, offset }: Pick<RecordedBlock, 'payload' | 'offset'>, { session }: RecordingMeta): void {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  let fine = payload.length % EVENT_BYTES === 0;
  for (let at = 0; fine && at < payload.length; at += EVENT_BYTES) {
    fine =
      Number.isFinite(view.getFloat64(at + EVENT_OFFSET.time, true)) &&
      view.getUint16(at + EVENT_OFFSET.event, true) < session.events.length &&
      view.getUint16(at + EVENT_OFFSET.thread, true) < session.threads.length &&
      isSite(view.getUint32(at + EVENT_OFFSET.site, true), session.sites.length);
  }
  if (!fine) throw new RecordingError('damaged', `the trace block at byte ${offset} has events that make no sense`);
}

function isSite(site: number, sites: number): boolean {
  return site < sites || site === NOWHERE;
}
