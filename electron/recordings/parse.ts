/** The JSON in a block, checked by its schema. */
import type { z } from '../../shared/ipc/schema.ts';
import { fromJson } from '../../shared/recording/contents.ts';
import type { RecordedBlock } from './blocks.ts';
import { RecordingError } from './recording-error.ts';

/** Throws `RecordingError`. */
export function parseBlock<T>(block: RecordedBlock, schema: z.ZodType<T>): T {
  let json: unknown;
  try {
    json = fromJson(new TextDecoder('utf-8', { fatal: true }).decode(block.payload));
  } catch {
    throw new RecordingError('damaged', `the ${block.type} block at byte ${block.offset} is not JSON`);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new RecordingError('damaged', `the ${block.type} block at byte ${block.offset} is not as it should be: ${issue?.path.join('.')}: ${issue?.message}`);
}
