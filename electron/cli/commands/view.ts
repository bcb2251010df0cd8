/** Opens the window on a recording. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkRecording } from '../recorded.ts';
import { onlyPositional, parseFlags } from '../flags.ts';
import { EXIT, type Command } from '../host.ts';
import { UsageError } from '../usage-error.ts';

export const view: Command = async (host, args) => {
  const { positionals } = parseFlags({ args, allowPositionals: true, options: {} });
  const file = onlyPositional(positionals, 'recording');
  // What cannot be opened is said here, and not in a window that comes later.
  await checkRecording(file);
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) throw new UsageError('there is no display for a window; faultline replay shows a schedule here, faultline export writes a session for other programs');
  // The window answers Ctrl-C.
  host.heed();
  const child = spawn(process.execPath, [fileURLToPath(host.startUrl), path.resolve(file)], { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? EXIT.inconclusive));
  });
};
