import { explore as exploreScenario, NoSuchProperty } from '../../engine/explore/explore.ts';
import type { Verdict } from '../../../shared/explore/verdict.ts';
import { reportDiagnostics } from '../compile.ts';
import { duration, integer, onlyPositional, parseFlags, PROPERTY_OPTIONS, propertyFlags, sameProgram, SOURCE_OPTIONS, sourceFlags } from '../flags.ts';
import { EXIT, type Command } from '../host.ts';
import { readScenario } from '../scenario-file.ts';
import { UsageError } from '../usage.ts';
import { verdictText } from '../verdict-text.ts';

const OPTIONS = {
  ...SOURCE_OPTIONS,
  ...PROPERTY_OPTIONS,
  'seq-bits': { type: 'string' },
  'max-states': { type: 'string', default: '4000000' },
  objects: { type: 'string', default: '8' },
  time: { type: 'string', default: '10m' },
  json: { type: 'boolean', default: false },
} as const;

const MOST_STATES = 50_000_000;
const PROGRESS_MS = 1000;
const EXITS: Record<Verdict['outcome'], number> = { verified: EXIT.ok, violated: EXIT.violated, inconclusive: EXIT.inconclusive };

export const explore: Command = async (host, args) => {
  const { values: given, positionals } = parseFlags({ args, allowPositionals: true, options: OPTIONS });
  const values = withSeqBits(given);
  const scenario = await readScenario(onlyPositional(positionals, 'scenario'));
  let told = performance.now();
  const { checked, verdict } = await exploreScenario({ scenario, ...sourceFlags(values) }, {
    maxStates: integer('max-states', values['max-states'], 1000, MOST_STATES),
    properties: propertyFlags(values),
    objects: integer('objects', values.objects, 1, 1000),
    limitMs: duration(values.time),
    signal: host.interrupted,
    onProgress: ({ states, transitions, unexpanded }) => {
      if (values.json || performance.now() - told < PROGRESS_MS) return;
      told = performance.now();
      host.stderr.write(`${states.toLocaleString('en')} states, ${transitions.toLocaleString('en')} transitions, ${unexpanded.toLocaleString('en')} to expand\n`);
    },
  }).catch((error: unknown) => {
    throw error instanceof NoSuchProperty ? new UsageError(`--property: ${error.message}`) : error;
  });
  if (!verdict) return reportDiagnostics(host, scenario, checked.diagnostics, values.json);
  host.stdout.write(values.json ? `${JSON.stringify({ faultline: host.version, file: scenario.path, ...verdict }, null, 2)}\n` : verdictText(verdict, sameProgram(scenario, values)));
  return EXITS[verdict.outcome];
};

/** `--seq-bits N` is short for `--config SEQ_BITS=N`. */
function withSeqBits<T extends { 'seq-bits'?: string | undefined; config?: string[] | undefined }>(values: T): T {
  const bits = values['seq-bits'];
  return bits === undefined ? values : { ...values, config: [...(values.config ?? []), `SEQ_BITS=${integer('seq-bits', bits, 2, 32)}`] };
}
