/** The file that `-o` names: it is none that is read, whoever may not write there should know before the work, and a full disk must not cost its result. */
import { realpath } from 'node:fs/promises';
import { targetOf } from '../recordings/target.ts';
import { RecordingWriter } from '../recordings/writer.ts';
import { fileWords, isFileError } from '../../shared/report/file-errors.ts';
import { EXIT, type Host } from './host.ts';
import { printable } from './text.ts';
import { FileError, UsageError } from './usage-error.ts';

/** What a command reads would be lost; and to others `-` is standard output, where who wrote it would wait in vain. Throws `UsageError`. */
export async function checkOutput(output: string, inputs: readonly (string | undefined)[]): Promise<void> {
  if (output === '-') throw new UsageError('-o names a file: nothing but a report is written to standard output (a file whose name is - is ./-)');
  // What is wrong with a file that is neither is for who writes it to say.
  const target = await targetOf(output).catch(() => null);
  for (const input of inputs) {
    if (input !== undefined && (await realpath(input).catch(() => undefined)) === target) throw new UsageError(`-o names a file that is read: ${output}`);
  }
}

/** Throws `FileError`. */
export async function createRecording(path: string): Promise<RecordingWriter> {
  return RecordingWriter.create(path).catch((error: Error) => {
    throw new FileError(`cannot write ${path}: ${fileWords(error, 'writing')}`);
  });
}

/** The exit code of what was told and could not be recorded: what was found is more than that. */
export function notSaved(code: number): number {
  return code === EXIT.ok ? EXIT.wrong : code;
}

/** Completes a recording, and says so; false when it could not be written. */
export async function saved(host: Host, path: string, recording: RecordingWriter, complete: () => Promise<void>): Promise<boolean> {
  try {
    await complete();
    host.stderr.write(`recorded in ${printable(path)}\n`);
    if (recording.shortfall !== null) host.stderr.write(`${recording.shortfall}\n`);
    return true;
  } catch (error) {
    await recording.discard();
    host.stderr.write(`faultline: the recording ${printable(path)} could not be written: ${isFileError(error) ? fileWords(error, 'writing') : (error as Error).message}\n`);
    return false;
  }
}
