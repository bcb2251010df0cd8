import { compared, type Contestant, unitOf } from '../../../shared/compare/comparison.ts';
import { describeScenario } from '../../../shared/dialect/compile.ts';
import { compareReport } from '../../../shared/report/compare-report.ts';
import { VARIANTS } from '../../../shared/variants/variants.ts';
import { compareLoads } from '../../engine/compare/compare.ts';
import { inTurn, loadsOf, type Load } from '../../engine/compare/load.ts';
import { compareText, runLine } from '../compare-text.ts';
import { reportDiagnostics } from '../compile.ts';
import { configFlags, duration, integer, knownProtocol, listed, onlyPositional, parseFlags } from '../flags.ts';
import { EXIT, type Command } from '../host.ts';
import { readScenario } from '../scenario-file.ts';
import { UsageError } from '../usage-error.ts';

const OPTIONS = {
  protocol: { type: 'string', multiple: true },
  config: { type: 'string', multiple: true },
  threads: { type: 'string', multiple: true },
  pairs: { type: 'string', default: '5' },
  seconds: { type: 'string', default: '1' },
  json: { type: 'boolean', default: false },
} as const;

const MOST_THREADS = 32;
const MOST_ROUNDS = 1000;
const MOST_LOADS = 64;

export const compare: Command = async (host, args) => {
  const { values, positionals } = parseFlags({ args, allowPositionals: true, options: OPTIONS });
  const scenario = await readScenario(onlyPositional(positionals, 'scenario'));
  const protocols = listed('protocol', values.protocol)?.map(knownProtocol) ?? VARIANTS.map(({ name }) => name);
  const counts = listed('threads', values.threads)?.map((text) => integer('threads', text, 1, MOST_THREADS));
  const threads = counts ? [...new Set(counts)] : [null];
  const rounds = integer('pairs', values.pairs, 1, MOST_ROUNDS);
  const measureMs = duration('seconds', values.seconds);
  const config = configFlags(values.config);
  if (protocols.length * threads.length > MOST_LOADS) throw new UsageError(`at most ${MOST_LOADS} combinations of variants and threads, not ${protocols.length * threads.length}`);
  if (protocols.some((each) => each !== 'none') && describeScenario(scenario).protocol === 'none') throw new UsageError(`${scenario.path} is a program without the kernel (protocol none): it is the same in every variant. --protocol none runs it by itself`);
  const byVariant: Load[][] = [];
  for (const protocol of protocols) {
    const { loads, diagnostics } = loadsOf({ scenario, protocol, config }, threads);
    if (loads.length === 0) return reportDiagnostics(host, scenario, diagnostics, values.json);
    byVariant.push(loads);
  }
  const loads = inTurn(byVariant);
  host.heed();
  const trouble = new Map<Contestant, string>();
  const runs = await compareLoads(loads, {
    workerUrl: host.liveWorkerUrl, measureMs, rounds, signal: host.interrupted,
    onRun: ({ round, load, measure, ended }) => {
      if (ended !== null && !host.interrupted.aborted) trouble.set(load.contestant, ended);
      host.stderr.write(runLine(round, rounds, load.contestant, measure, ended));
    },
  });
  const rows = compared(loads.map(({ contestant }) => contestant), runs);
  const made = { file: scenario.path, rounds, measureMs, rows, unit: unitOf(runs), trouble: [...trouble].map(([{ protocol, threads: count }, message]) => ({ protocol, threads: count, message })) };
  host.stdout.write(values.json ? `${JSON.stringify(compareReport(host.version, made), null, 2)}\n` : compareText(made, host.interrupted.aborted));
  return host.interrupted.aborted || rows.some(({ runs: count }) => count === 0) ? EXIT.inconclusive : EXIT.ok;
};
