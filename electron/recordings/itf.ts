/** Reads a trace in the Informal Trace Format that the lab exported. */
import { itfTrace, type ItfTrace } from '../../shared/recording/export/itf/meta.ts';
import { openRecorded, openToRead } from './open-to-read.ts';
import { firstIssue } from './parse.ts';
import { RecordingError } from './recording-error.ts';

/** Beyond this a file is not even parsed. */
const MOST_ITF_BYTES = 256 << 20;

/** Whether a file begins like JSON, and so like no recording. False when it cannot be read. */
export async function looksLikeItf(path: string): Promise<boolean> {
  const file = await openToRead(path).catch(() => null);
  if (!file) return false;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
    return /^\s*\{/.test(buffer.toString('latin1', 0, bytesRead));
  } catch {
    return false;
  } finally {
    await file.close();
  }
}

/** Throws `RecordingError`. */
export async function readItf(path: string, mostBytes = MOST_ITF_BYTES): Promise<ItfTrace> {
  const parsed = itfTrace.safeParse(await readJson(path, mostBytes));
  if (parsed.success) return parsed.data;
  throw new RecordingError('foreign', `this is no trace that Faultline exported: ${firstIssue(parsed.error)}`);
}

async function readJson(path: string, mostBytes: number): Promise<unknown> {
  const file = await openRecorded(path);
  try {
    const { size } = await file.stat();
    if (size > mostBytes) throw new RecordingError('too-large', `the trace is larger than ${mostBytes} bytes`);
    const text = await file.readFile('utf8');
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof RecordingError) throw error;
    throw new RecordingError('foreign', `this is no trace: ${(error as Error).message}`);
  } finally {
    await file.close();
  }
}
