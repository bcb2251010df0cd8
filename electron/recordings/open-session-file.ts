/** Opens a session's recording by its index; one without is gone through once to make it. */
import { LIMITS } from '../../shared/recording/format.ts';
import { IndexBuilder } from '../../shared/recording/index-builder.ts';
import { decodeOverview } from '../../shared/recording/overview/bytes.ts';
import { vocabularyOf } from '../../shared/trace/vocabulary.ts';
import { openBlocks, type BlockFile } from './blocks.ts';
import { locateSession } from './locate.ts';
import { ownBuffer } from './own-buffer.ts';
import { scanSession, type Scanned } from './scan.ts';
import { SessionFile } from './session-file.ts';

interface OpenOptions {
  /** Aborted: its reason is thrown. */
  signal?: AbortSignal;
  /** While a recording without an index is gone through: the share of it that was, 0 to 1. */
  onProgress?: (share: number) => void;
}

/** Throws `RecordingError`. */
export async function openSessionFile(path: string, options: OpenOptions = {}, limits = LIMITS): Promise<SessionFile> {
  const file = await openBlocks(path, limits);
  try {
    const located = await locateSession(file);
    if (located) {
      const { index, overview, meta, sources, result, notes } = located;
      const contents = { meta, sources, result, notes };
      // One that is not in this version's words is made anew, with all that goes with it.
      if (isOurs(overview, contents)) return new SessionFile(file, contents, index, overview);
    }
    return await gatherSession(file, options);
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function gatherSession(file: BlockFile, { signal, onProgress }: OpenOptions): Promise<SessionFile> {
  let builder!: IndexBuilder;
  const scanned = await scanSession(file, {
    began: (meta) => (builder = new IndexBuilder(meta.session)),
    events: ({ payload, offset }) => builder.addEvents(payload, offset),
    samples: (samples, { offset }) => builder.addSamples(samples, offset),
    progress(bytes) {
      signal?.throwIfAborted();
      onProgress?.(bytes / file.size);
    },
  });
  builder.finish(scanned.result.final.time);
  const { index, overview } = builder.whole();
  return new SessionFile(file, scanned, index!, overview);
}

function isOurs(overview: Uint8Array | null, { meta: { session } }: Scanned): boolean {
  return overview !== null && decodeOverview(ownBuffer(overview), vocabularyOf(session.events), session.threads.length) !== null;
}
