/** The JSON in a block, checked by its schema. */
import type { z } from '../../shared/ipc/schema.ts';
import { fromJson } from '../../shared/recording/contents.ts';
import { upgraded } from '../../shared/recording/upgrade.ts';
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
  const parsed = checked(schema, upgraded(block.type, json, block.version));
  if (parsed === null) throw new RecordingError('damaged', `the ${block.type} block at byte ${block.offset} is nested too deeply`);
  if (parsed.success) return parsed.data;
  throw new RecordingError('damaged', `the ${block.type} block at byte ${block.offset} is not as it should be: ${firstIssue(parsed.error)}`);
}

/** Where it is, unless it is of the whole, and what. */
export function firstIssue({ issues: [issue] }: z.ZodError): string {
  const where = issue!.path.join('.');
  return where === '' ? issue!.message : `${where}: ${issue!.message}`;
}

/** Null: the stack does not reach as deep as the JSON does. */
function checked<T>(schema: z.ZodType<T>, json: unknown): z.ZodSafeParseResult<T> | null {
  try {
    return schema.safeParse(json);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
