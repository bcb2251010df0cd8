/** Opens the window on a recording. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openAny } from '../recorded.ts';
import { onlyPositional, parseFlags } from '../flags.ts';
import { EXIT, type Command } from '../host.ts';
import { FileError, UsageError } from '../usage.ts';

export const view: Command = async (host, args) => {
  const { positionals } = parseFlags({ args, allowPositionals: true, options: {} });
  const file = path.resolve(onlyPositional(positionals, 'recording'));
  // What cannot be opened is said here, and not in a window that comes later.
  const opened = await openAny(file);
  if (!('exploration' in opened)) throw new FileError(`${file} is the recording of a live session; the window opens explorations. faultline export writes a session for other programs`);
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) throw new UsageError('there is no display for a window; faultline replay shows the schedule here');
  const child = spawn(process.execPath, [fileURLToPath(host.startUrl), file], { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? EXIT.inconclusive));
  });
};
