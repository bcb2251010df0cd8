import { hasCommand, isRoot, run, say, SetupError } from './process.mjs';

/**
 * What Electron loads on Linux, and what a display without a screen takes. Newer releases of Debian and Ubuntu name some
 * packages `…t64`, for the 64-bit time_t.
 */
const libraries = [
  { file: 'libnss3.so', packages: ['libnss3'] },
  { file: 'libatk-1.0.so.0', packages: ['libatk1.0-0t64', 'libatk1.0-0'] },
  { file: 'libatk-bridge-2.0.so.0', packages: ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'] },
  { file: 'libcups.so.2', packages: ['libcups2t64', 'libcups2'] },
  { file: 'libgtk-3.so.0', packages: ['libgtk-3-0t64', 'libgtk-3-0'] },
  { file: 'libgbm.so.1', packages: ['libgbm1'] },
  { file: 'libasound.so.2', packages: ['libasound2t64', 'libasound2'] },
  { file: 'libXss.so.1', packages: ['libxss1'] },
  { file: 'libdrm.so.2', packages: ['libdrm2'] },
  { file: 'libxkbcommon.so.0', packages: ['libxkbcommon0'] },
];
const programs = [
  { file: 'Xvfb', packages: ['xvfb'] },
  { file: 'xauth', packages: ['xauth'] },
];

/**
 * Of each list of names for the same thing, the first that apt can install (or the last, if it knows none).
 * @param {string[][]} alternatives
 * @param {string} policy what `apt-cache policy` printed about all the names
 */
export function installable(alternatives, policy) {
  const known = new Set();
  for (const [, name, candidate] of policy.matchAll(/^(\S+):\n\s+Installed: .*\n\s+Candidate: (.*)$/gm)) {
    if (candidate !== '(none)') known.add(name);
  }
  return alternatives.map((names) => names.find((name) => known.has(name)) ?? names.at(-1) ?? '');
}

/**
 * Installs what Electron needs of the system and is not there, or says how to.
 * @param {{ virtualDisplay: boolean }} needs whether Xvfb is needed as well
 */
export async function ensureSystemLibraries({ virtualDisplay }) {
  if (process.platform !== 'linux') return;
  const missing = await findMissing(virtualDisplay);
  if (missing.length === 0) return;
  const files = missing.map(({ file }) => file).join(' ');
  if (!hasCommand('apt-get')) {
    throw new SetupError(`Electron needs ${files}, which this system lacks; install them with its package manager and try again.`);
  }

  const sudo = isRoot ? [] : ['sudo'];
  const mayInstall = isRoot || (await run('sudo', ['-n', 'true'])).code === 0;
  if (mayInstall) {
    say(`Installing system libraries for Electron with apt-get (missing: ${files}) …`);
    await apt([...sudo, 'apt-get', '-q', 'update']);
  }
  const alternatives = missing.map(({ packages }) => packages);
  const policy = await run('apt-cache', ['policy', ...alternatives.flat()], { env: { LC_ALL: 'C' } });
  const install = [...sudo, 'apt-get', 'install', '-y', '--no-install-recommends', ...installable(alternatives, policy.output)];
  if (!mayInstall) {
    throw new SetupError(`Electron needs system libraries that are missing (${files}). Install them, then try again:\n\n  ${install.join(' ')}\n`);
  }
  await apt(install);

  const still = await findMissing(virtualDisplay);
  if (still.length > 0) throw new SetupError(`apt-get ran, yet still missing: ${still.map(({ file }) => file).join(' ')}`);
}

async function findMissing(/** @type {boolean} */ virtualDisplay) {
  // /sbin is not on everybody's PATH.
  const { output } = await run('sh', ['-c', 'PATH="$PATH:/sbin:/usr/sbin" ldconfig -p']);
  const absentLibraries = libraries.filter(({ file }) => !output.includes(`\t${file} `));
  return virtualDisplay ? [...absentLibraries, ...programs.filter(({ file }) => !hasCommand(file))] : absentLibraries;
}

async function apt(/** @type {string[]} */ [command = '', ...args]) {
  const { code, output } = await run(command, args, { env: { DEBIAN_FRONTEND: 'noninteractive' } });
  if (code !== 0) throw new SetupError(`${[command, ...args].join(' ')} failed (exit ${code}):\n${output}`);
}
