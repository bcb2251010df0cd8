import { freemem } from 'node:os';
import { columnsOf } from '../../../shared/catalogue/cells.ts';
import { contested } from '../../../shared/catalogue/change.ts';
import { plannedCases, type Planned } from '../../../shared/catalogue/plan.ts';
import { failedResult, resultOf, type Result } from '../../../shared/catalogue/result.ts';
import { ROWS } from '../../../shared/catalogue/rows.ts';
import type { Verdict } from '../../../shared/explore/verdict.ts';
import { catalogueReport } from '../../../shared/report/catalogue-report.ts';
import { VARIANTS } from '../../../shared/variants/variants.ts';
import { CannotExplore, exploreCase, exploreCaseApart, sourceOf, type CaseLimits } from '../../engine/catalogue/explore-case.ts';
import { CompileService } from '../../engine/compile-service.ts';
import { readChange } from '../change.ts';
import { catalogueMarkdown } from '../catalogue-markdown.ts';
import { catalogueText, resultLine } from '../catalogue-text.ts';
import { duration, integer, listed, parseFlags } from '../flags.ts';
import { EXIT, type Command, type Host } from '../host.ts';
import { reportUnfit, unfitIn } from '../unfit-change.ts';
import { UsageError } from '../usage-error.ts';

const OPTIONS = {
  with: { type: 'string' },
  only: { type: 'string', multiple: true },
  protocol: { type: 'string', multiple: true },
  time: { type: 'string', default: '10m' },
  jobs: { type: 'string', default: '1' },
  markdown: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

const MOST_JOBS = 64;
/** Of what the machine has left: so much the explorations may take together. */
const MEMORY_SHARE = 0.8;

export const catalogue: Command = async (host, args) => {
  const { values, positionals } = parseFlags({ args, allowPositionals: true, options: OPTIONS });
  if (positionals.length > 0) throw new UsageError(`there is one argument too many: ${positionals[0]}; rows are named with --only, as in --only ${ROWS.find(({ id }) => id === positionals[0])?.id ?? ROWS[0]!.id}`);
  if (values.json && values.markdown) throw new UsageError('--json or --markdown, not both');
  const rows = chosen('only', listed('only', values.only), ROWS, ({ id }) => id);
  const columns = chosen('protocol', listed('protocol', values.protocol), columnsOf(rows, VARIANTS.map(({ name }) => name)), (name) => name);
  const change = values.with === undefined ? undefined : await readChange(values.with);
  const unfit = change && unfitIn(change, (await import('../../engine/compile.ts')).checkScenario);
  if (change && unfit) return reportUnfit(host, change, unfit, values.json);
  const jobs = integer('jobs', values.jobs, 1, MOST_JOBS);
  const limits = { change, limitMs: duration('time', values.time), signal: host.interrupted, ...(jobs > 1 && { maxBytes: Math.floor((freemem() * MEMORY_SHARE) / jobs) }) };
  const planned = plannedCases(rows, columns, values.protocol === undefined);
  const isContested = ({ of }: Planned): boolean => change !== undefined && contested(sourceOf(of.scenario).text, change).length > 0;
  const cases = planned.filter((each) => !isContested(each));
  host.heed();
  const results = await inOrder(cases, explorersOf(host, jobs, limits), host.interrupted, (result, number) => host.stderr.write(resultLine(number, cases.length, result, change)));
  const made = { rows, columns, results, planned: cases.length, change: change && { ...change, contested: [...new Set(planned.filter(isContested).map(({ row }) => row.id))] } };
  host.stdout.write(values.json ? `${JSON.stringify(catalogueReport(host.version, made), null, 2)}\n` : values.markdown ? catalogueMarkdown(made) : catalogueText(made));
  if (results.some(({ found, asExpected }) => found !== null && !asExpected)) return EXIT.violated;
  return results.length < cases.length || results.some(({ found }) => found === null) ? EXIT.inconclusive : EXIT.ok;
};

type Explorer = (each: Planned) => Promise<Result>;

/** So many that explore at once: each of several with a compiler's thread, which is kept from one exploration to the next. */
function explorersOf({ exploreWorkerUrl, compileWorkerUrl }: Host, jobs: number, limits: CaseLimits): Explorer[] {
  if (jobs === 1) return [(each) => resultBy(each, exploreCase(each.of, limits))];
  return Array.from({ length: jobs }, () => {
    const compiler = new CompileService(compileWorkerUrl);
    return (each) => resultBy(each, exploreCaseApart(exploreWorkerUrl, compiler.link(), each.of, limits));
  });
}

/** Each explorer takes one case after the other; the results in the order of the cases, `tell` as they come. Those that take longest stand last: with several at once they go first. */
async function inOrder(cases: readonly Planned[], explorers: readonly Explorer[], interrupted: AbortSignal, tell: (result: Result, number: number) => void): Promise<Result[]> {
  const results = new Map<number, Result>();
  const waiting = explorers.length > 1 ? [...cases.entries()].reverse().values() : cases.entries();
  const goOn = async (explore: Explorer): Promise<void> => {
    for (const [i, each] of waiting) {
      if (interrupted.aborted) return;
      const result = await explore(each);
      if (interrupted.aborted && result.found === null) return;
      results.set(i, result);
      tell(result, results.size);
    }
  };
  await Promise.all(explorers.map(goOn));
  return cases.flatMap((_, i) => results.get(i) ?? []);
}

async function resultBy({ row, of }: Planned, verdict: Promise<Verdict>): Promise<Result> {
  try {
    return resultOf(row, of, await verdict);
  } catch (error) {
    // A defect of the lab in one cell is to keep nobody from the others.
    return failedResult(of, error instanceof CannotExplore ? error.message : `a defect of the lab: ${(error as Error).message}`);
  }
}

/** Those that were named, in the order that all have; all unless some were. */
function chosen<T>(flag: string, names: readonly string[] | undefined, all: readonly T[], nameOf: (each: T) => string): readonly T[] {
  const odd = names?.find((name) => !all.some((each) => nameOf(each) === name));
  if (odd !== undefined) throw new UsageError(`--${flag}: there is no ${odd}; there are ${all.map(nameOf).join(', ')}`);
  return names ? all.filter((each) => names.includes(nameOf(each))) : all;
}
