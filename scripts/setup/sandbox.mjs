import { stat } from 'node:fs/promises';
import path from 'node:path';
import { isRoot, run, say, SetupError } from './process.mjs';

/**
 * Sees to it that Chromium can build its sandbox: by user namespaces, or, where the system denies those (Ubuntu 24.04 by
 * default), by a helper that belongs to root. Never turns the sandbox off, except for root, for whom there is none.
 * @param {string} executable Electron's
 * @returns {Promise<string[]>} the arguments that Electron needs
 */
export async function ensureSandbox(executable) {
  if (process.platform !== 'linux') return [];
  if (isRoot) {
    say('Running as root, for whom Chromium has no sandbox: starting Electron with --no-sandbox.');
    return ['--no-sandbox'];
  }
  const helper = path.join(path.dirname(executable), 'chrome-sandbox');
  if ((await userNamespaces()) || (await isSetuidRoot(helper))) return [];

  const commands = [
    ['chown', 'root:root', helper],
    ['chmod', '4755', helper],
  ];
  if ((await run('sudo', ['-n', 'true'])).code !== 0) {
    const lines = commands.map((command) => `  sudo ${command.join(' ')}`).join('\n');
    throw new SetupError(`This system denies Chromium's sandbox to ordinary programs. Allow it for this one, then try again:\n\n${lines}\n`);
  }
  say(`This system denies user namespaces: making ${helper} setuid root (with sudo), so that Chromium can build its sandbox.`);
  for (const command of commands) await run('sudo', ['-n', ...command]);
  return [];
}

async function userNamespaces() {
  return (await run('unshare', ['--user', '--map-root-user', 'true'])).code === 0;
}

async function isSetuidRoot(/** @type {string} */ helper) {
  const { uid, mode } = await stat(helper);
  return uid === 0 && (mode & 0o4000) !== 0;
}
