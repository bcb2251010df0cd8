import { memoryModels } from '../../../shared/dialect/memory-model.ts';
import { expected, litmusRows } from '../../../shared/litmus/rows.ts';
import { litmusReport, type LitmusOutcome } from '../../../shared/report/litmus-report.ts';
import { Litmus } from '../../engine/litmus/litmus.ts';
import { oneOf, parseFlags } from '../flags.ts';
import { EXIT, type Command, type Host } from '../host.ts';
import { litmusText } from '../litmus-text.ts';
import { UsageError } from '../usage-error.ts';

const OPTIONS = { memory: { type: 'string' }, json: { type: 'boolean', default: false } } as const;

export const litmus: Command = async (host, args) => {
  const { values, positionals: [part = '', extra] } = parseFlags({ args, allowPositionals: true, options: OPTIONS });
  if (extra !== undefined) throw new UsageError(`there is one argument too many: ${extra}`);
  const rows = litmusRows.filter(({ name }) => name.toLowerCase().includes(part.toLowerCase()));
  if (rows.length === 0) throw new UsageError(`no litmus test has ${part} in its name`);
  const models = values.memory === undefined ? memoryModels : [oneOf('memory', values.memory, memoryModels)];
  host.heed();
  const outcomes: LitmusOutcome[] = [];
  for (const memory of models) {
    const tests = new Litmus(rows, memory);
    for (const row of rows) {
      if (host.interrupted.aborted) break;
      const { allowed, reason } = await tests.run(row, { signal: host.interrupted });
      outcomes.push({ name: row.name, memory, allowed, expected: expected(row, memory), reason });
      progress(host, values.json, outcomes.length, models.length * rows.length);
    }
  }
  host.stdout.write(values.json ? `${JSON.stringify(litmusReport(host.version, outcomes), null, 2)}\n` : litmusText(rows, models, outcomes));
  if (host.interrupted.aborted) return EXIT.inconclusive;
  return outcomes.every((o) => o.allowed === o.expected) ? EXIT.ok : EXIT.violated;
};

const EVERY = 25;

function progress(host: Host, quiet: boolean, done: number, all: number): void {
  if (!quiet && done % EVERY === 0 && done < all) host.stderr.write(`${done} of ${all}\n`);
}
