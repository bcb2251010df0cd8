import { memoryModels } from '../../../shared/dialect/memory-model.ts';
import { expected, litmusRows } from '../../../shared/litmus/rows.ts';
import { litmusReport, type LitmusOutcome } from '../../../shared/report/litmus-report.ts';
import { Litmus } from '../../engine/litmus/litmus.ts';
import { oneOf, parseFlags } from '../flags.ts';
import { EXIT, type Command, type Host } from '../host.ts';
import { litmusText } from '../litmus-text.ts';

const OPTIONS = { memory: { type: 'string' }, json: { type: 'boolean', default: false } } as const;

export const litmus: Command = async (host, args) => {
  const { values } = parseFlags({ args, options: OPTIONS });
  const models = values.memory === undefined ? memoryModels : [oneOf('memory', values.memory, memoryModels)];
  const outcomes: LitmusOutcome[] = [];
  for (const memory of models) {
    const tests = new Litmus(litmusRows, memory);
    for (const row of litmusRows) {
      if (host.interrupted.aborted) break;
      const { allowed, reason } = await tests.run(row, { signal: host.interrupted });
      outcomes.push({ name: row.name, memory, allowed, expected: expected(row, memory), reason });
      progress(host, values.json, outcomes.length, models.length * litmusRows.length);
    }
  }
  host.stdout.write(values.json ? `${JSON.stringify(litmusReport(host.version, outcomes), null, 2)}\n` : litmusText(litmusRows, models, outcomes));
  if (host.interrupted.aborted) return EXIT.inconclusive;
  return outcomes.every((o) => o.allowed === o.expected) ? EXIT.ok : EXIT.violated;
};

const EVERY = 25;

function progress(host: Host, quiet: boolean, done: number, all: number): void {
  if (!quiet && done % EVERY === 0 && done < all) host.stderr.write(`${done} of ${all}\n`);
}
