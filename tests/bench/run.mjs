// `npm run bench [-- --only PART,… --pairs N --seconds S --cpu --cores N,… --operations N --seed N --json]`: figures, not tests. The parts: live, locks, tracing, operations, remedies, explore, races, commands, startup, timeline, session, player, recordings.
import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../scripts/setup/paths.mjs';
import { benchCommands } from './explore/commands.mjs';
import { benchExplore } from './explore/explore.mjs';
import { benchRaces } from './explore/races.mjs';
import { figureLine } from './figures.mjs';
import { benchLive } from './live/live.mjs';
import { benchOperations } from './live/operations.mjs';
import { benchRemedies } from './live/remedies.mjs';
import { line } from './pairs.mjs';

const PARTS = ['live', 'locks', 'tracing', 'operations', 'remedies', 'explore', 'races', 'commands', 'startup', 'timeline', 'session', 'player', 'recordings'];
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: PARTS.join() },
    pairs: { type: 'string', default: '9' },
    seconds: { type: 'string', default: '1' },
    cpu: { type: 'boolean', default: false },
    cores: { type: 'string', default: '2' },
    operations: { type: 'string', default: '10000000' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const parts = new Set(values.only.split(','));
const pairs = Number(values.pairs);
const ms = Number(values.seconds) * 1000;
const cores = values.cores.split(',').map(Number);
const [operations, seed] = [Number(values.operations), Number(values.seed)];
for (const part of parts) if (!PARTS.includes(part)) fail(`there is no part ${part}; the parts are ${PARTS.join(', ')}`);
if (!(pairs >= 1 && ms >= 200)) fail('--pairs is a number from 1 on, --seconds one from 0.2 on');
if (!cores.every((n) => Number.isInteger(n) && n > 1 && n <= 64)) fail('--cores are numbers from 2 to 64, as in 2,8');
if (!(operations >= 1 && Number.isInteger(seed))) fail('--operations is a number from 1 on, --seed a whole number');

/** Windows need a display; without one, a virtual one. */
if (!process.env.DISPLAY && ['startup', 'timeline', 'session', 'player', 'recordings'].some((part) => parts.has(part))) {
  const again = ['-a', '-s', '-screen 0 1600x1000x24', process.execPath, ...process.argv.slice(1)];
  process.exit(spawnSync('xvfb-run', again, { stdio: 'inherit' }).status ?? fail('xvfb-run is not installed (Debian, Ubuntu: apt-get install xvfb)'));
}

const results = { machine: `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version} (V8 ${process.versions.v8})` };
say(results.machine);
if (['live', 'locks', 'tracing'].some((part) => parts.has(part))) {
  results.live = [];
  await benchLive(parts, { pairs, ms, cpu: values.cpu }, (comparison) => {
    results.live.push(comparison);
    say(line(comparison));
  });
}
if (parts.has('operations')) {
  results.operations = [];
  await benchOperations({ operations, seed }, (run) => {
    results.operations.push(run);
    say(`${run.protocol.padEnd(16)} ${run.operations.toLocaleString('en').padStart(11)} operations, ${run.faults.toLocaleString('en').padStart(11)} faults, ${(run.runMs / 1000).toFixed(0).padStart(5)} s   ${run.found.join('; ') || 'nothing found, nothing left'}`);
  });
}
if (parts.has('remedies')) {
  results.remedies = [];
  await benchRemedies({ pairs, ms }, (comparison) => {
    results.remedies.push(comparison);
    say(line(comparison));
  });
}
if (parts.has('explore')) {
  results.explore = { pairs: [], figures: [] };
  await benchExplore(
    { pairs, cores },
    (comparison) => {
      results.explore.pairs.push(comparison);
      say(line(comparison));
    },
    (figure) => {
      results.explore.figures.push(figure);
      say(figureLine(figure));
    },
  );
}
if (parts.has('races')) {
  results.races = [];
  await benchRaces((figure) => {
    results.races.push(figure);
    say(figureLine(figure));
  });
}
if (parts.has('commands')) {
  results.commands = [];
  await benchCommands(pairs, (command) => {
    results.commands.push(command);
    say(`${command.what.padEnd(96)} ${command.ms.toFixed(0).padStart(7)} ms`);
  });
}
if (parts.has('startup')) {
  const { benchStartup } = await import('./startup/startup.mjs');
  results.startup = await benchStartup(pairs);
  for (const { what, ms: took } of results.startup) say(`${what.padEnd(56)} ${took.toFixed(0).padStart(7)} ms`);
}
if (parts.has('timeline')) {
  const bench = [path.join(root, 'tests/bench/timeline.bench.mjs'), ...(values.json ? [] : ['--table'])];
  const { status, stdout } = spawnSync(process.execPath, bench, { stdio: ['ignore', values.json ? 'pipe' : 'inherit', 'inherit'], encoding: 'utf8' });
  if (status !== 0) fail('the timeline could not be measured');
  if (values.json) results.timeline = JSON.parse(stdout);
}
if (parts.has('session')) {
  const { benchSession } = await import('./session/session.mjs');
  results.session = await benchSession(pairs);
  for (const { what, clicks, median, p95, longest } of results.session) say(`${what.padEnd(32)} ${String(clicks).padStart(4)} clicks, ms until the pane is drawn, median / p95 / longest   ${[median, p95, longest].map((ms) => ms.toFixed(0).padStart(6)).join(' / ')}`);
}
if (parts.has('player')) {
  const { benchPlayer } = await import('./player/player.mjs');
  results.player = await benchPlayer(pairs);
  const { steps, openMs, measured } = results.player;
  say(`${steps.toLocaleString('en')} steps, opened in ${(openMs / 1000).toFixed(1)} s; ms from the key or click, median / p95 / longest`);
  const times = (/** @type {{ median: number, p95: number, longest: number }} */ { median, p95, longest }) => [median, p95, longest].map((ms) => ms.toFixed(1).padStart(6)).join(' / ');
  for (const { what, laps, shown, drawn, still } of measured) say(`${what.padEnd(20)} ${String(laps).padStart(4)} ×   in the document ${times(shown)}   drawn ${times(drawn)}   still ${times(still)}`);
}
if (parts.has('recordings')) {
  const { benchRecordings } = await import('./recordings/recordings.mjs');
  results.recordings = await benchRecordings(pairs);
  for (const { what, value, unit } of results.recordings) say(`${what.padEnd(56)} ${value.toFixed(0).padStart(7)} ${unit}`);
}
if (values.json) console.log(JSON.stringify(results, null, 2));
process.exit();

function say(/** @type {string} */ text) {
  if (!values.json) console.log(text);
}

/** @returns {never} */
function fail(/** @type {string} */ message) {
  console.error(`bench: ${message}`);
  process.exit(2);
}
