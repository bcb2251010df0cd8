import { spawn } from 'node:child_process';
import { ensureBuild } from './setup/build.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { ensureElectron } from './setup/electron-runtime.mjs';
import { root } from './setup/paths.mjs';
import { runMain, say } from './setup/process.mjs';
import { electronArguments } from './setup/electron-arguments.mjs';
import { ensureSystemLibraries } from './setup/system-libraries.mjs';

/** `npm start`: opens the lab; without a display, runs the default scenario in the terminal. */
await runMain(async () => {
  await ensureDependencies();
  await ensureBuild();
  const args = process.argv.slice(2);

  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    say('There is no display, so no window: running the default scenario in the terminal instead.\n');
    return show(process.execPath, ['out/main/cli.js', 'run', ...args]);
  }
  await ensureSystemLibraries({ virtualDisplay: false });
  const { executable } = await ensureElectron();
  const needed = await electronArguments(executable);
  return show(executable, [...needed, '.', ...args]);
});

/**
 * Runs a program in this terminal until it ends, or until we are told to.
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<number>} its exit code
 */
function show(command, args) {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit' });
  // Ctrl-C reaches the child by itself; it decides how to end, and we end with it.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
