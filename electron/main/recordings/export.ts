/** To and from files of other programs, by the command line in a process of its own: it reads a stranger's file, replays it, and can be ended. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CallReply, CallRequest } from '../../../shared/ipc/contract.ts';
import type { ExportFormat } from '../../../shared/ipc/recordings.ts';
import { LabError } from '../../../shared/ipc/reply.ts';
import { z } from '../../../shared/ipc/schema.ts';
import { looksLikeItf } from '../../recordings/itf.ts';
import type { Lab } from '../lab.ts';
import type { JobControl } from './file-job.ts';

const endings: Record<ExportFormat, string> = { perfetto: '.pftrace', html: '.html', itf: '.itf.json', svg: '.svg', csv: '.csv' };

/** That it goes on is told so often, ms: how much is left the command says of sessions only, whose file it goes through. */
const TELL_MS = 200;
const told = z.object({ share: z.number() });
/** Of what the command says, the end is kept. */
const SAID_CHARS = 4000;

export async function exportRecording(lab: Lab, { path: file, format, table }: CallRequest<'recordings.export'>): Promise<CallReply<'recordings.export'>> {
  lab.recordingFiles.require(file);
  lab.recordingJob.requireFree();
  const target = await lab.chooseExportTarget(`${path.basename(file, '.faultline')}${table === null ? '' : `-${table}`}${endings[format]}`, endings[format]);
  if (target === null) return null;
  const name = path.basename(target);
  if (path.resolve(target) === path.resolve(file)) throw new LabError('not-possible', `Nothing was exported: ${name} is the recording itself. Choose another name.`);
  return lab.recordingJob.run(`Exporting ${name}`, async (control) => {
    await runExport(lab.cli, [file, '--format', format, ...(table === null ? [] : ['--table', table]), '-o', target], control, 'Nothing was exported');
    return { path: target, name };
  });
}

/** A recording, or the one that an ITF trace becomes where the person wants it. Null when they changed their mind, or ended it. */
export async function asRecording(lab: Pick<Lab, 'chooseRecordingTarget' | 'recordingJob' | 'cli'>, file: string): Promise<string | null> {
  if (!(await looksLikeItf(file))) return file;
  lab.recordingJob.requireFree();
  const name = path.basename(file);
  const target = await lab.chooseRecordingTarget(`${name.replace(/(\.itf)?\.json$/, '')}.faultline`);
  if (target === null) return null;
  return lab.recordingJob.run(`Replaying ${name}`, async (control) => {
    await runExport(lab.cli, [file, '--format', 'faultline', '-o', target], control, `${name} was not opened`);
    return target;
  });
}

/** Throws `LabError` with what the command said, after these words. */
function runExport(cli: URL, args: readonly string[], { signal, onProgress }: JobControl, failure: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [fileURLToPath(cli), 'export', ...args], { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    let share: number | null = null;
    const telling = setInterval(() => onProgress(share), TELL_MS);
    const end = (): void => void child.kill('SIGINT');
    let said = '';
    child.on('message', (message) => (share = told.safeParse(message).data?.share ?? share));
    signal.addEventListener('abort', end);
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-SAID_CHARS)));
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(telling);
      signal.removeEventListener('abort', end);
      if (code === 0) resolve();
      else reject(new LabError('not-possible', `${failure}: ${/^faultline: (.*?)\.?$/m.exec(said)?.[1] ?? `it ended with ${code}`}.`));
    });
  });
}
