import { askedOf } from '../../engine/explore/asked.ts';
import { chosenProperties, NoSuchProperty } from '../../engine/explore/explore.ts';
import { findOrCompile } from '../../engine/explore/find-or-compile.ts';
import { isGoal } from '../../engine/explore/outcome.ts';
import { usualRoom } from '../../engine/explore/usual-room.ts';
import { play, type Played } from '../../engine/replay/play.ts';
import { differs, recordedImage, taken } from '../../engine/replay/recorded.ts';
import { Replay } from '../../engine/replay/replay.ts';
import { ScheduleError } from '../../engine/replay/schedule-error.ts';
import { withoutRoom } from '../../engine/replay/step-run.ts';
import { decodeToken, misfit } from '../../engine/replay/token.ts';
import type { SourceText } from '../../../shared/dialect/diagnostics.ts';
import { replayReport } from '../../../shared/report/replay-report.ts';
import { toldOf, withChange } from '../change.ts';
import { reportDiagnostics } from '../compile.ts';
import { integer, onlyPositional, parseFlags, PROPERTY_OPTIONS, propertyFlags, SOURCE_OPTIONS, sourceFlags, type SourceFlags } from '../flags.ts';
import { EXIT, type Command, type Host } from '../host.ts';
import { keptBy } from '../kept.ts';
import { playedText } from '../played-text.ts';
import { openCounterexample, orUnplayable } from '../recorded.ts';
import { readScenario } from '../scenario-file.ts';
import { printable } from '../text.ts';
import { UsageError } from '../usage-error.ts';

const OPTIONS = {
  ...SOURCE_OPTIONS,
  schedule: { type: 'string' },
  ...PROPERTY_OPTIONS,
  to: { type: 'string' },
  'all-steps': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

const MOST_STEPS = 100_000;

export interface Shown {
  /** Names of those to check; all when undefined. */
  properties: readonly string[] | undefined;
  json: boolean;
  /** Tells each step of a long schedule, too. */
  allSteps: boolean;
  /** Steps to take; all when undefined. */
  to: number | undefined;
}

export const replay: Command = async (host, args) => {
  const { values, positionals } = parseFlags({ args, allowPositionals: true, options: OPTIONS });
  const shown = { properties: propertyFlags(values), json: values.json, allSteps: values['all-steps'], to: values.to === undefined ? undefined : integer('to', values.to, 0, MOST_STEPS) };
  if (values.schedule !== undefined) {
    const { scenario, told } = await withChange(host, await readScenario(onlyPositional(positionals, 'scenario')), values);
    return replayToken(told, values.schedule, scenario, sourceFlags(values), shown);
  }
  if (values.protocol !== undefined || values.config !== undefined || values.with !== undefined || values.property !== undefined) throw new UsageError('a recording has its own protocol, switches, properties and sources');
  return replayRecording(host, onlyPositional(positionals, 'recording'), shown);
};

/** A schedule by its token, of a scenario that is here. */
export async function replayToken(host: Host, text: string, scenario: SourceText, flags: SourceFlags, shown: Shown): Promise<number> {
  const token = orUsage(() => decodeToken(text));
  const { objects, memory } = token;
  const input = { scenario, memory, ...flags };
  const asked = askedOf(input, shown.properties, usualRoom({ objects, liveness: token.cycle !== null }));
  const { checked: { program, diagnostics }, emit } = await findOrCompile(input, asked, keptBy(host));
  if (!program) return reportDiagnostics(host, scenario, diagnostics, shown.json);
  const why = misfit(token, program);
  if (why !== null) throw new UsageError(`the schedule is not one of ${scenario.path}: ${why}`);
  const properties = orUsage(() => chosenProperties(program, shown.properties));
  const image = await emit(withoutRoom({ properties, objects }));
  return show(host, scenario.path, orUsage(() => play(new Replay(image), token, shown.to)), shown);
}

/** A counterexample from its recording, by the sources in it: nothing here has to be as it was. */
async function replayRecording(host: Host, path: string, shown: Shown): Promise<number> {
  const kept = keptBy(host);
  const { meta, sources, violation } = await openCounterexample(path, kept);
  const told = toldOf(host, sources[0]!, shown.json);
  const played = await orUnplayable(path, async () => {
    const replayed = new Replay(await recordedImage(meta, sources, kept));
    return taken(() => play(replayed, { schedule: violation.steps, cycle: violation.cycle }, shown.to));
  });
  const otherwise = shown.to === undefined ? differs(violation, played) : null;
  if (otherwise !== null) told.stderr.write(`faultline: ${printable(`the schedule in ${path} does not end as it was recorded by Faultline ${meta.faultline}: ${otherwise}`)}\n`);
  const code = show(told, path, played, shown, isGoal(violation) ? violation.message : undefined);
  return otherwise === null ? code : EXIT.inconclusive;
}

function show(host: Host, file: string, played: Played, { json, allSteps }: Shown, sought?: string): number {
  host.stdout.write(json ? `${JSON.stringify(replayReport(host.version, file, played), null, 2)}\n` : playedText(played, { allSteps, sought }));
  return played.fault ? EXIT.violated : EXIT.ok;
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
