/** Reads the recording of an exploration: everything in it is checked before anything of it is used. */
import type { Verdict } from '../../shared/explore/verdict.ts';
import { recordedSources, recordingEnd, type RecordedSources } from '../../shared/recording/contents.ts';
import { explorationMeta, recordedVerdict, type ExplorationMeta } from '../../shared/recording/exploration.ts';
import { LIMITS, type RecordingLimits } from '../../shared/recording/format.ts';
import { noNotes, recordedNotes, type RecordedNotes } from '../../shared/recording/notes.ts';
import type { FormatVersion } from '../../shared/recording/upgrade.ts';
import { openBlocks, type BlockFile } from './blocks.ts';
import { parseBlock } from './parse.ts';
import { RecordingError } from './recording-error.ts';

export interface ExplorationRecording {
  meta: ExplorationMeta;
  sources: RecordedSources;
  verdict: Verdict;
  /** None unless told. */
  notes?: RecordedNotes;
}

export interface ReadExploration extends ExplorationRecording {
  notes: RecordedNotes;
  /** Of the file's format. */
  format: FormatVersion;
}

/** Throws `RecordingError`. */
export async function openExploration(path: string, limits: RecordingLimits = LIMITS): Promise<ReadExploration> {
  const file = await openBlocks(path, limits);
  try {
    return await readAll(file);
  } finally {
    await file.close();
  }
}

async function readAll(file: BlockFile): Promise<ReadExploration> {
  let meta: ExplorationMeta | undefined;
  let sources: RecordedSources | undefined;
  let verdict: Verdict | undefined;
  let notes: RecordedNotes = noNotes;
  let blocks = 0;
  for await (const block of file.blocks()) {
    switch (block.type) {
      case 'expl':
        meta = parseBlock(block, explorationMeta);
        break;
      case 'srcs':
        sources = parseBlock(block, recordedSources);
        break;
      case 'vrdt':
        verdict = parseBlock(block, recordedVerdict);
        break;
      case 'note':
        notes = parseBlock(block, recordedNotes);
        break;
      case 'meta':
        throw new RecordingError('other', 'this is the recording of a live session, which holds no schedule that could be replayed: faultline view shows it');
      case 'end ':
        if (parseBlock(block, recordingEnd).blocks !== blocks) throw new RecordingError('damaged', 'parts of the recording are missing');
        break;
      // A later minor version's: it can be done without.
      default:
    }
    blocks++;
  }
  if (!meta || !sources || !verdict) throw new RecordingError('damaged', `the recording has no ${!meta ? 'expl' : !sources ? 'srcs' : 'vrdt'} block`);
  return { meta, sources, verdict, notes, format: file.version };
}
