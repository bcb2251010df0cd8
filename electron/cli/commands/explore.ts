import { explore as exploreScenario } from '../../engine/explore/explore.ts';
import type { Verdict } from '../../../shared/explore/verdict.ts';
import { reportDiagnostics } from '../compile.ts';
import { duration, integer, onlyPositional, parseFlags, sameProgram, SOURCE_OPTIONS, sourceFlags } from '../flags.ts';
import { EXIT, type Command } from '../host.ts';
import { readScenario } from '../scenario-file.ts';
import { verdictText } from '../verdict-text.ts';

const OPTIONS = {
  ...SOURCE_OPTIONS,
  'max-states': { type: 'string', default: '4000000' },
  objects: { type: 'string', default: '8' },
  time: { type: 'string', default: '10m' },
  json: { type: 'boolean', default: false },
} as const;

const MOST_STATES = 50_000_000;
const PROGRESS_MS = 1000;
const EXITS: Record<Verdict['outcome'], number> = { verified: EXIT.ok, violated: EXIT.violated, inconclusive: EXIT.inconclusive };

export const explore: Command = async (host, args) => {
  const { values, positionals } = parseFlags({ args, allowPositionals: true, options: OPTIONS });
  const scenario = await readScenario(onlyPositional(positionals, 'scenario'));
  let told = performance.now();
  const { checked, verdict } = await exploreScenario({ scenario, ...sourceFlags(values) }, {
    maxStates: integer('max-states', values['max-states'], 1000, MOST_STATES),
    objects: integer('objects', values.objects, 1, 1000),
    limitMs: duration(values.time),
    signal: host.interrupted,
    onProgress: ({ states, transitions, unexpanded }) => {
      if (values.json || performance.now() - told < PROGRESS_MS) return;
      told = performance.now();
      host.stderr.write(`${states.toLocaleString('en')} states, ${transitions.toLocaleString('en')} transitions, ${unexpanded.toLocaleString('en')} to expand\n`);
    },
  });
  if (!verdict) return reportDiagnostics(host, scenario, checked.diagnostics, values.json);
  host.stdout.write(values.json ? `${JSON.stringify({ faultline: host.version, file: scenario.path, ...verdict }, null, 2)}\n` : verdictText(verdict, sameProgram(scenario, values)));
  return EXITS[verdict.outcome];
};
