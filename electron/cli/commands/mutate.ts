import { didYouMean, nearest } from '../../../shared/dialect/frontend/nearest.ts';
import { memoryFor, mendedBy } from '../../../shared/catalogue/mended.ts';
import { memoryModels } from '../../../shared/dialect/memory-model.ts';
import type { Trial } from '../../../shared/mutate/mutant.ts';
import { mutateReport } from '../../../shared/report/mutate-report.ts';
import { kernelSources, scenarioSources } from '../../../shared/sources/index.ts';
import { kernelOf } from '../../../shared/variants/kernel.ts';
import type { MadeMutant } from '../../../shared/mutate/mutated.ts';
import { NoSuchGoal } from '../../engine/explore/goal.ts';
import { mutantsOf } from '../../engine/mutate/mutants.ts';
import { isProtocol } from '../../engine/mutate/protocol-words.ts';
import { MutationSubject, NoKernel, NotCompiled, NotVerified } from '../../engine/mutate/subject.ts';
import { reportDiagnostics } from '../compile.ts';
import { duration, listed, oneOf, parseFlags, sourceFlags } from '../flags.ts';
import { EXIT, type Command } from '../host.ts';
import { mutateText, trialLine } from '../mutate-text.ts';
import { readScenario, shippedName } from '../scenario-file.ts';
import { UsageError } from '../usage-error.ts';

const OPTIONS = {
  protocol: { type: 'string' },
  config: { type: 'string', multiple: true },
  file: { type: 'string', multiple: true },
  memory: { type: 'string' },
  liveness: { type: 'boolean', default: false },
  once: { type: 'boolean', default: false },
  time: { type: 'string', default: '1m' },
  json: { type: 'boolean', default: false },
} as const;

export const mutate: Command = async (host, args) => {
  const { values, positionals } = parseFlags({ args, allowPositionals: true, options: OPTIONS });
  if (positionals.length === 0) throw new UsageError('say which scenarios are to tell mutants from the kernel');
  const limits = { limitMs: duration('time', values.time), signal: host.interrupted, liveness: values.liveness };
  const chosen = fileChoice(listed('file', values.file));
  const flags = sourceFlags(values);
  const memory = values.memory === undefined ? undefined : oneOf('memory', values.memory, memoryModels);
  /** By variant: scenarios with the same one have the same mutants. */
  const mutantsIn = new Map<string, MadeMutant[]>();
  const trials: Trial[] = [];
  const killed = new Set<MadeMutant>();
  const subjects: { called: string; subject: MutationSubject }[] = [];
  // All before the first is tried: what an unfit one would make in vain is hours of trials.
  for (const name of positionals) {
    if (host.interrupted.aborted) break;
    const scenario = await readScenario(name);
    const shipped = scenarioSources.some(({ path }) => path === scenario.path);
    const called = shipped ? shippedName(scenario) : scenario.path;
    // Told twice, it tells nothing more.
    if (subjects.some((each) => each.called === called)) continue;
    // What shows a mistake is mended first: it is to tell mistakes of the kernel.
    const mended = shipped ? mendedBy(called) : {};
    const input = { scenario, protocol: flags.protocol ?? mended.protocol, memory: memory ?? (shipped ? memoryFor(called) : 'sc'), config: { ...mended.config, ...flags.config } };
    try {
      subjects.push({ called, subject: await MutationSubject.open(input, limits) });
    } catch (error) {
      if (error instanceof NotCompiled) return reportDiagnostics(host, scenario, error.diagnostics, values.json);
      if (!host.interrupted.aborted) throw unfit(called, error);
    }
  }
  host.heed();
  const scenarios: string[] = [];
  for (const { called, subject } of subjects) {
    if (host.interrupted.aborted) break;
    scenarios.push(called);
    const mutants = mutantsIn.get(subject.protocol) ?? kernelOf(subject.protocol).filter(({ path }) => chosen(path)).flatMap(mutantsOf);
    mutantsIn.set(subject.protocol, mutants);
    for (const [i, made] of mutants.entries()) {
      if (host.interrupted.aborted) break;
      if (values.once && killed.has(made)) continue;
      const started = performance.now();
      const fate = await subject.try(made);
      const trial = { mutant: made.mutant, scenario: called, fate, ms: performance.now() - started };
      if (host.interrupted.aborted) break;
      trials.push(trial);
      if (fate.is === 'killed') killed.add(made);
      if (fate.is !== 'unreached') host.stderr.write(trialLine(i + 1, mutants.length, trial));
    }
  }
  const made = { protocol: values.protocol ?? null, scenarios, trials, interrupted: host.interrupted.aborted };
  host.stdout.write(values.json ? `${JSON.stringify(mutateReport(host.version, made), null, 2)}\n` : mutateText(made));
  return host.interrupted.aborted ? EXIT.inconclusive : EXIT.ok;
};

/** Why a scenario says nothing about mutants; another error stays as it is. */
function unfit(name: string, error: unknown): unknown {
  if (error instanceof NoKernel || error instanceof NoSuchGoal) return new UsageError(`${name} cannot tell mutants: ${error.message}`);
  return error instanceof NotVerified ? new UsageError(`${name} is not verified as it is, so it cannot tell mutants: ${error.message}`) : error;
}

/** Whether a file is one of the protocol's, or its path ends like one of those named. */
function fileChoice(names: readonly string[] | undefined): (path: string) => boolean {
  const odd = names?.find((name) => !kernelSources.some(({ path }) => path.endsWith(`/${name}`)));
  if (odd !== undefined) throw new UsageError(`--file: the kernel has no file ${odd}${didYouMean(nearest(odd, kernelSources.map(({ path }) => path.slice(path.lastIndexOf('/') + 1))))}`);
  return (path) => (names ? names.some((name) => path.endsWith(`/${name}`)) : isProtocol(path));
}
