/** The published schemas of a recording's JSON, made from those that read it: `npm run schemas` writes them; here they are held to be today's. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from '../../../shared/ipc/schema';
import { recordedResult, recordedSamples, recordedSources, recordingEnd, recordingMeta, toJson } from '../../../shared/recording/contents';
import { explorationMeta, recordedVerdict } from '../../../shared/recording/exploration';
import { itfMeta } from '../../../shared/recording/export/itf/meta';
import { BLOCK_TYPES } from '../../../shared/recording/format';
import { recordingIndex } from '../../../shared/recording/index-block';
import { recordedNotes } from '../../../shared/recording/notes';
import { explorationMeta as expl, verdict } from './exploration-sample';
import { jsonSchema } from './json-schema';
import { meta, result, sample, sources } from './sample';

/** Blocks that are no JSON. */
const BYTES: readonly string[] = ['evts', 'ovrv'];
const timed = { offset: [16], count: [3], from: [0], to: [9.5] };
const index = { result: 99, notes: null, overview: 140, events: { ...timed, open: [''] }, samples: timed };

/** By the type of the block, and what an exported trace keeps in `#meta.faultline`. */
const published: Record<string, { schema: z.ZodType; example?: unknown }> = {
  meta: { schema: recordingMeta, example: meta },
  srcs: { schema: recordedSources, example: sources },
  smpl: { schema: recordedSamples, example: [sample(1)] },
  rslt: { schema: recordedResult, example: result },
  expl: { schema: explorationMeta, example: expl },
  vrdt: { schema: recordedVerdict, example: verdict },
  note: { schema: recordedNotes, example: { notes: [{ at: null, text: 'x' }], bookmarks: [{ at: 7, name: 'here' }] } },
  end: { schema: recordingEnd, example: { blocks: 3, events: 0, samples: 0, index: null } },
  indx: { schema: recordingIndex, example: index },
  itf: { schema: itfMeta },
};

describe('the published schema', () => {
  it('is there for each block of JSON', () => {
    expect(Object.keys(published).filter((name) => name !== 'itf').sort()).toEqual(BLOCK_TYPES.filter((type) => !BYTES.includes(type)).map((type) => type.trim()).sort());
  });

  it.each(Object.keys(published))('of %s is today’s', async (name) => {
    const { schema } = published[name]!;
    await expect(`${JSON.stringify(jsonSchema(schema), null, 2)}\n`).toMatchFileSnapshot(path.join(import.meta.dirname, '../../../docs/schemas', `${name}.json`));
  });
  it.each(Object.keys(published).filter((name) => published[name]!.example !== undefined))('of %s says what is one, and what is none', (name) => {
    const { schema, example } = published[name]!;
    // Another reading of it than the one it was made from.
    const read = z.fromJSONSchema(JSON.parse(JSON.stringify(jsonSchema(schema))) as z.core.JSONSchema.JSONSchema);
    const json = JSON.parse(toJson(example)) as object;
    expect(read.safeParse(json).error).toBeUndefined();
    expect(read.safeParse('x').success).toBe(false);
    for (const key of Object.keys(json)) {
      const other = Array.isArray(json) ? [1] : { ...json, [key]: { none: true } };
      if (key !== 'config') expect(read.safeParse(other).success, key).toBe(false);
    }
  });
});
