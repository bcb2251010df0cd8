import { columnsOf, type Case } from '../../../shared/catalogue/cells.ts';
import { plannedCases } from '../../../shared/catalogue/plan.ts';
import { failedResult, resultOf, type Result } from '../../../shared/catalogue/result.ts';
import type { Row } from '../../../shared/catalogue/row.ts';
import { ROWS } from '../../../shared/catalogue/rows.ts';
import { catalogueReport } from '../../../shared/report/catalogue-report.ts';
import { VARIANTS } from '../../../shared/variants/variants.ts';
import { CannotExplore, exploreCase } from '../../engine/catalogue/explore-case.ts';
import { catalogueText, resultLine } from '../catalogue-text.ts';
import { duration, listed, parseFlags } from '../flags.ts';
import { EXIT, type Command } from '../host.ts';
import { UsageError } from '../usage.ts';

const OPTIONS = {
  only: { type: 'string', multiple: true },
  protocol: { type: 'string', multiple: true },
  time: { type: 'string', default: '10m' },
  json: { type: 'boolean', default: false },
} as const;

export const catalogue: Command = async (host, args) => {
  const { values } = parseFlags({ args, options: OPTIONS });
  const rows = chosen('only', listed(values.only), ROWS, ({ id }) => id);
  const columns = chosen('protocol', listed(values.protocol), columnsOf(rows, VARIANTS.map(({ name }) => name)), (name) => name);
  const limitMs = duration(values.time);
  const cases = plannedCases(rows, columns, values.protocol === undefined);
  const results: Result[] = [];
  for (const [i, { row, of }] of cases.entries()) {
    if (host.interrupted.aborted) break;
    const result = await explored(row, of, { limitMs, signal: host.interrupted });
    if (host.interrupted.aborted && result.found === null) break;
    results.push(result);
    host.stderr.write(resultLine(i + 1, cases.length, result));
  }
  const made = { rows, columns, results, planned: cases.length };
  host.stdout.write(values.json ? `${JSON.stringify(catalogueReport(host.version, made), null, 2)}\n` : catalogueText(made));
  if (results.some(({ found, asExpected }) => found !== null && !asExpected)) return EXIT.violated;
  return results.length < cases.length || results.some(({ found }) => found === null) ? EXIT.inconclusive : EXIT.ok;
};

async function explored(row: Row, of: Case, options: Parameters<typeof exploreCase>[1]): Promise<Result> {
  try {
    return resultOf(row, of, await exploreCase(of, options));
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
