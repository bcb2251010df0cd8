import { availableParallelism } from 'node:os';
import { NoSuchGoal } from '../../engine/explore/goal.ts';
import { explore as exploreScenario, NoSuchProperty } from '../../engine/explore/explore.ts';
import { machineFacts } from '../../recordings/machine.ts';
import type { RecordingWriter } from '../../recordings/writer.ts';
import { memoryModels } from '../../../shared/dialect/memory-model.ts';
import { isSystematic, type Outcome, strategyNames } from '../../../shared/explore/verdict.ts';
import type { ExplorationMeta } from '../../../shared/recording/exploration.ts';
import { ownPlace } from '../../../shared/recording/own-places.ts';
import { verdictReport } from '../../../shared/report/verdict-report.ts';
import { kernelOf } from '../../../shared/variants/kernel.ts';
import { linesOfChange, reachIn, withChange } from '../change.ts';
import { reportDiagnostics } from '../compile.ts';
import { duration, integer, onlyPositional, parseFlags, PROPERTY_OPTIONS, propertyFlags, sameProgram, size, SOURCE_OPTIONS, sourceFlags } from '../flags.ts';
import { EXIT, type Command } from '../host.ts';
import { keptBy } from '../kept.ts';
import { exploreProgress } from '../explore-progress.ts';
import { checkOutput, createRecording, notSaved, saved } from '../recording-file.ts';
import { readScenario } from '../scenario-file.ts';
import { UsageError } from '../usage-error.ts';
import { verdictText } from '../verdict-text.ts';

/** A schedule says of itself with what memory and how many objects. */
const SEARCH_OPTIONS = {
  memory: { type: 'string', default: 'sc' },
  'max-states': { type: 'string', default: '4000000' },
  'max-memory': { type: 'string' },
  objects: { type: 'string', default: '8' },
  time: { type: 'string', default: '10m' },
  workers: { type: 'string' },
  reduction: { type: 'string', default: 'full' },
  symmetry: { type: 'string', default: 'full' },
  strategy: { type: 'string', default: 'exhaustive' },
  seed: { type: 'string', default: '1' },
  liveness: { type: 'boolean', default: false },
  'max-switches': { type: 'string' },
  reach: { type: 'string' },
  witness: { type: 'string' },
  unreached: { type: 'boolean', default: false },
} as const;

export const OPTIONS = {
  ...SOURCE_OPTIONS,
  ...PROPERTY_OPTIONS,
  ...SEARCH_OPTIONS,
  'seq-bits': { type: 'string' },
  schedule: { type: 'string' },
  'all-steps': { type: 'boolean', default: false },
  output: { type: 'string', short: 'o' },
  json: { type: 'boolean', default: false },
} as const;

/** As many as a memory of 4 GiB holds, with what they are made of (shared/dialect/step/memory.ts). */
const MOST_STATES = 210_000_000;
const LEAST_BYTES = 2 ** 20;
const MOST_WORKERS = 64;
const MOST_SWITCHES = 1000;
/** Who asks for a line or a `sometimes` gets 0 where there is a schedule to it, and 1 where there is none. */
const EXITS: Record<Outcome, number> = {
  verified: EXIT.ok, 'verified-within-bound': EXIT.ok, reached: EXIT.ok,
  violated: EXIT.violated, unreachable: EXIT.violated, 'unreachable-within-bound': EXIT.violated,
  inconclusive: EXIT.inconclusive,
};

export const explore: Command = async (host, args) => {
  const { values: given, positionals } = parseFlags({ args, allowPositionals: true, options: OPTIONS });
  const values = withSeqBits(given);
  const name = onlyPositional(positionals, 'scenario');
  const { output, schedule } = values;
  if (schedule !== undefined && output !== undefined) throw new UsageError('--schedule replays; there is nothing to record with -o');
  if (schedule !== undefined) refuseSearch(values);
  if (output !== undefined) await checkOutput(output, [name, values.with]);
  const { scenario, told } = await withChange(host, await readScenario(name), values);
  if (schedule !== undefined) {
    const { replayToken } = await import('./replay.ts');
    return replayToken(told, schedule, scenario, sourceFlags(values), { properties: propertyFlags(values), json: values.json, allSteps: values['all-steps'], to: undefined });
  }
  refuseUnused(values);
  const memory = oneOf('memory', values.memory, memoryModels);
  const options = {
    maxStates: integer('max-states', values['max-states'], 1000, MOST_STATES),
    maxBytes: values['max-memory'] === undefined ? undefined : size('max-memory', values['max-memory'], LEAST_BYTES),
    properties: propertyFlags(values),
    objects: integer('objects', values.objects, 1, 1000),
    limitMs: duration('time', values.time),
    workers: values.workers === undefined ? Math.min(availableParallelism(), MOST_WORKERS) : integer('workers', values.workers, 1, MOST_WORKERS),
    workerUrl: host.searchWorkerUrl,
    reduction: oneOf('reduction', values.reduction, ['none', 'full'] as const),
    symmetry: oneOf('symmetry', values.symmetry, ['none', 'full'] as const),
    strategy: oneOf('strategy', values.strategy, strategyNames),
    seed: integer('seed', values.seed, 0, 2 ** 32 - 1),
    liveness: values.liveness,
    maxSwitches: values['max-switches'] === undefined ? null : integer('max-switches', values['max-switches'], 0, MOST_SWITCHES),
    reach: reachIn(scenario, values.reach),
    witness: values.witness,
    lines: values.unreached,
    kept: keptBy(host),
    signal: host.interrupted,
    onProgress: values.json ? () => {} : exploreProgress((line) => void host.stderr.write(line)),
  };
  let recording = null as RecordingWriter | null;
  const onCompiled = async (): Promise<void> => {
    host.heed();
    if (output !== undefined) recording = await createRecording(output);
  };
  try {
    const { checked, verdict } = await exploreScenario({ scenario, memory, ...sourceFlags(values) }, { ...options, onCompiled });
    if (!checked.program || !verdict) return reportDiagnostics(told, scenario, checked.diagnostics, values.json);
    told.stdout.write(values.json ? `${JSON.stringify(verdictReport(host.version, scenario.path, verdict), null, 2)}\n` : verdictText({ ...verdict, unreached: verdict.unreached && verdict.unreached.map((line) => ownPlace(line, scenario)) }, { again: sameProgram(scenario, values), allSteps: values['all-steps'] }));
    const { title } = checked.program.scenario;
    const { protocol, config, properties } = verdict.covers;
    const meta: ExplorationMeta = {
      title, protocol, config, memory, properties, faultline: host.version, machine: machineFacts(), endedAt: new Date().toISOString(), objects: options.objects, sourceHash: checked.program.sourceHash,
    };
    const complete = () => recording!.exploration({ meta, verdict, sources: [scenario, ...kernelOf(protocol)] });
    const code = EXITS[verdict.outcome];
    return recording && !(await saved(host, output!, recording, complete)) ? notSaved(code) : code;
  } catch (error) {
    await recording?.discard();
    if (error instanceof NoSuchGoal) throw new UsageError(linesOfChange(error.message, scenario));
    throw error instanceof NoSuchProperty ? new UsageError(`--property: ${error.message}`) : error;
  }
};

/** What would not be heeded is refused. */
function refuseSearch(values: Record<string, unknown>): void {
  const flag = Object.entries<{ type: string; default?: unknown }>(SEARCH_OPTIONS).find(([name, { default: usual }]) => values[name] !== usual);
  if (flag) throw new UsageError(`--schedule replays; --${flag[0]} is for a search`);
}

/** The same of what the strategy has no use for. */
function refuseUnused({ strategy, seed, workers }: { strategy: string; seed: string; workers?: string | undefined }): void {
  if (isSystematic(oneOf('strategy', strategy, strategyNames)) && seed !== OPTIONS.seed.default) throw new UsageError('--seed is for strategies that choose at random: --strategy random or pct');
  if (strategy !== 'exhaustive' && workers !== undefined && workers !== '1') throw new UsageError('--workers is for --strategy exhaustive: the others search with one');
}

function oneOf<T extends string>(flag: string, value: string, values: readonly T[]): T {
  const found = values.find((each) => each === value);
  if (found === undefined) throw new UsageError(`--${flag} is one of ${values.join(', ')}, not ${value}`);
  return found;
}

/** `--seq-bits N` is short for `--config SEQ_BITS=N`. */
function withSeqBits<T extends { 'seq-bits'?: string | undefined; config?: string[] | undefined }>(values: T): T {
  const bits = values['seq-bits'];
  return bits === undefined ? values : { ...values, config: [...(values.config ?? []), `SEQ_BITS=${integer('seq-bits', bits, 2, 32)}`] };
}
