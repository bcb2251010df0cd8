import { randomInt } from 'node:crypto';
import type { ScenarioInput } from '../../engine/compile.ts';
import { findOrBuild, KeptCode } from '../../engine/live/kept-code.ts';
import type { LiveSession } from '../../engine/live/options.ts';
import { createLiveSession } from '../../engine/live/session.ts';
import { runReport, type RunReport } from '../../../shared/report/run-report.ts';
import { defaultScenario } from '../../../shared/sources/index.ts';
import type { SessionResult } from '../../../shared/trace/session.ts';
import { withChange } from '../change.ts';
import { reportDiagnostics } from '../compile.ts';
import { duration, integer, parseFlags, sourceFlags } from '../flags.ts';
import type { Command, Host } from '../host.ts';
import { LIVE_OPTIONS, liveOptions } from '../live-flags.ts';
import { checkOutput, createRecording, notSaved, saved } from '../recording-file.ts';
import { reportText } from '../report-text.ts';
import { RunWatch, type RunLimits } from '../run-watch.ts';
import { readScenario } from '../scenario-file.ts';
import { UsageError } from '../usage-error.ts';

const OPTIONS = {
  ...LIVE_OPTIONS,
  duration: { type: 'string' },
  iterations: { type: 'string' },
  seed: { type: 'string' },
  overhead: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

const DEFAULT_DURATION_MS = 10_000;
const MAX_WORD = 0xffffffff;
/** Pairs of runs by which tracing is measured, and the time of each run. */
const OVERHEAD = { rounds: 3, roundMs: 1000 };

export const run: Command = async (host, args) => {
  const { values, positionals } = parseFlags({ args, allowPositionals: true, options: OPTIONS });
  if (positionals.length > 1) throw new UsageError(`one scenario at a time: ${positionals.join(', ')}`);
  const limits = runLimits(values);
  const seed = values.seed === undefined ? randomInt(1, MAX_WORD) : integer('seed', values.seed, 0, MAX_WORD);
  const options = liveOptions(values);
  const flags = sourceFlags(values);
  if (values.overhead && options.mode !== 'trace') throw new UsageError('--overhead measures what tracing costs: it goes with --mode trace');

  const [name] = positionals;
  const { output } = values;
  if (output !== undefined) await checkOutput(output, [name, values.with]);
  const { scenario, told } = await withChange(host, name === undefined ? defaultScenario : await readScenario(name), values);
  const { diagnostics, image } = await findOrBuild({ scenario, ...flags }, options, host.outUrl && KeptCode.of(host.outUrl));
  if (!image) return reportDiagnostics(told, scenario, diagnostics, values.json);

  host.heed();
  const recording = output === undefined ? null : await createRecording(output);
  const watch = new RunWatch(told, { limits, scenario, recording, quiet: values.json });
  const result = await resultOf(() => createLiveSession({ image, workerUrl: host.liveWorkerUrl, seed, ...limits, signal: host.interrupted, ...watch.listeners() })).catch(async (error: unknown) => {
    await recording?.discard();
    throw error;
  });
  watch.end();

  const interrupted = host.interrupted.aborted;
  const overhead = values.overhead && result.outcome === 'ok' && !interrupted ? await measured(host, { scenario, ...flags }, seed) : null;
  const report = runReport({
    faultline: host.version,
    file: scenario.path,
    meta: watch.meta,
    result,
    interrupted,
    overhead,
    recordedEvents: options.mode === 'trace' ? watch.events : null,
  });
  told.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : reportText(report));
  return recording && !(await saved(host, output!, recording, () => recording.finish(result))) ? notSaved(report.exitCode) : report.exitCode;
};

/** Of a session that may not even begin. */
async function resultOf(begin: () => LiveSession): Promise<SessionResult> {
  const session = begin();
  const result = await session.result;
  await session.delivered;
  return result;
}

/** The run before it is reported, and recorded, whatever becomes of this. */
async function measured(host: Host, input: ScenarioInput, seed: number): Promise<RunReport['overhead']> {
  host.stderr.write(`measuring what tracing costs: ${2 * OVERHEAD.rounds} runs of ${OVERHEAD.roundMs / 1000} s\n`);
  try {
    const { tracingOverhead } = await import('../../engine/live/overhead.ts');
    return await tracingOverhead(input, { workerUrl: host.liveWorkerUrl, seed, signal: host.interrupted, ...OVERHEAD });
  } catch (error) {
    host.stderr.write(`faultline: what tracing costs was not measured: ${(error as Error).message}\n`);
    return null;
  }
}

function runLimits(values: { duration?: string; iterations?: string }): RunLimits {
  if (values.duration !== undefined && values.iterations !== undefined) throw new UsageError('give --duration or --iterations, not both');
  if (values.iterations !== undefined) return { iterations: integer('iterations', values.iterations, 1, 2 ** 31 - 1) };
  return { durationMs: values.duration === undefined ? DEFAULT_DURATION_MS : duration('duration', values.duration) };
}
