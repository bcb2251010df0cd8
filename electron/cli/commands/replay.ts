import { isGoal } from '../../engine/explore/outcome.ts';
import { chosenProperties, NoSuchProperty } from '../../engine/explore/explore.ts';
import { checkForSearch } from '../../engine/explore/program.ts';
import { play, type Played } from '../../engine/replay/play.ts';
import { ScheduleError } from '../../engine/replay/schedule-error.ts';
import type { RunOptions } from '../../engine/replay/step-run.ts';
import { decodeToken, misfit } from '../../engine/replay/token.ts';
import { openExploration, type ExplorationRecording } from '../../recordings/exploration.ts';
import { RecordingError } from '../../recordings/recording-error.ts';
import type { Program } from '../../../shared/dialect/ir.ts';
import { replayReport } from '../../../shared/report/replay-report.ts';
import { reportDiagnostics } from '../compile.ts';
import { integer, onlyPositional, parseFlags, PROPERTY_OPTIONS, propertyFlags, SOURCE_OPTIONS, sourceFlags, type SourceFlags } from '../flags.ts';
import { EXIT, type Command, type Host } from '../host.ts';
import { playedText } from '../played-text.ts';
import { readScenario } from '../scenario-file.ts';
import { FileError, UsageError } from '../usage.ts';

const OPTIONS = {
  ...SOURCE_OPTIONS,
  schedule: { type: 'string' },
  ...PROPERTY_OPTIONS,
  to: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

const MOST_STEPS = 100_000;

export interface Shown {
  /** Names of those to check; all when undefined. */
  properties: readonly string[] | undefined;
  json: boolean;
  /** Steps to take; all when undefined. */
  to: number | undefined;
}

export const replay: Command = async (host, args) => {
  const { values, positionals } = parseFlags({ args, allowPositionals: true, options: OPTIONS });
  const shown = { properties: propertyFlags(values), json: values.json, to: values.to === undefined ? undefined : integer('to', values.to, 0, MOST_STEPS) };
  if (values.schedule !== undefined) return replayToken(host, values.schedule, onlyPositional(positionals, 'scenario'), sourceFlags(values), shown);
  if (values.protocol !== undefined || values.config !== undefined || values.property !== undefined) throw new UsageError('a recording has its own protocol, switches and properties');
  return replayRecording(host, onlyPositional(positionals, 'recording'), shown);
};

/** A schedule by its token, of a scenario that is here. */
export async function replayToken(host: Host, text: string, name: string, flags: SourceFlags, shown: Shown): Promise<number> {
  const token = orUsage(() => decodeToken(text));
  const scenario = await readScenario(name);
  const checked = checkForSearch({ scenario, ...flags });
  if (!checked.program) return reportDiagnostics(host, scenario, checked.diagnostics, shown.json);
  const why = misfit(token, checked.program);
  if (why !== null) throw new UsageError(`the schedule is not one of ${name}: ${why}`);
  const properties = orUsage(() => chosenProperties(checked.program!, shown.properties));
  return show(host, scenario.path, playOrUsage(checked.program, { properties, objects: token.objects }, token, shown), shown);
}

/** A counterexample from its recording, by the sources in it: nothing here has to be as it was. */
async function replayRecording(host: Host, path: string, shown: Shown): Promise<number> {
  const { meta, sources, verdict } = await openRecorded(path);
  const [scenario, ...kernel] = sources;
  const violation = verdict.violation ?? verdict.witness;
  if (!violation) throw new FileError(`${path} holds no schedule: its exploration ended ${verdict.outcome}`);
  const checked = checkForSearch({ scenario: scenario!, kernel, protocol: meta.protocol, config: meta.config });
  if (!checked.program) {
    const [first] = checked.diagnostics;
    throw new FileError(`the sources in ${path} are no program for this Faultline (${host.version}; they were recorded by ${meta.faultline}): ${first?.file}:${first?.line}: ${first?.message}`);
  }
  if (checked.program.sourceHash !== meta.sourceHash) throw new FileError(`the sources in ${path} are not those that were explored`);
  const played = playOrUsage(checked.program, { objects: meta.objects, properties: meta.properties }, { schedule: violation.steps, cycle: violation.cycle }, shown);
  // What was asked for is no fault: a replay ends there with nothing violated.
  if (shown.to === undefined && !isGoal(violation) && (played.fault?.kind !== violation.kind || played.fault.property !== violation.property)) {
    const now = played.fault ? played.fault.message : 'nothing is violated';
    host.stderr.write(`faultline: the schedule in ${path} does not end as it was recorded by Faultline ${meta.faultline}: then, ${violation.message}; now, ${now}\n`);
    show(host, path, played, shown);
    return EXIT.inconclusive;
  }
  return show(host, path, played, shown);
}

async function openRecorded(path: string): Promise<ExplorationRecording> {
  try {
    return await openExploration(path);
  } catch (error) {
    if (error instanceof RecordingError) throw new FileError(`${path}: ${error.message}`);
    throw error;
  }
}

function show(host: Host, file: string, played: Played, { json }: Shown): number {
  host.stdout.write(json ? `${JSON.stringify(replayReport(host.version, file, played), null, 2)}\n` : playedText(played));
  return played.fault ? EXIT.violated : EXIT.ok;
}

function playOrUsage(program: Program, options: RunOptions, schedule: Parameters<typeof play>[2], { to }: Shown): Played {
  return orUsage(() => play(program, options, schedule, to));
}

function orUsage<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ScheduleError) throw new UsageError(error.message);
    if (error instanceof NoSuchProperty) throw new UsageError(`--property: ${error.message}`);
    throw error;
  }
}
