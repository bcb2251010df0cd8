/** Real counterexamples, as exporters are given them: small programs explored, told and replayed. */
import { playRecorded } from '../../../../electron/engine/replay/recorded.ts';
import { tell } from '../../../../electron/engine/replay/tell.ts';
import { machineFacts } from '../../../../electron/recordings/machine.ts';
import { emitStep } from '../../../../shared/dialect/step/emit.ts';
import type { PlayedSubject } from '../../../../shared/recording/export/subjects.ts';
import { checkForSearch } from '../../../../electron/engine/explore/program.ts';
import { foundIn, OBJECTS } from '../../engine/replay/small.ts';

/** `text`: a scenario without its head, that violates something. */
export async function counterexample(text: string, title = 'Crossed'): Promise<PlayedSubject> {
  const scenario = { path: 'my.scenario.ts', text: `scenario({ title: ${JSON.stringify(title)}, protocol: 'none' });\n${text}` };
  const checked = checkForSearch({ scenario });
  if (!checked.program) throw new Error(checked.diagnostics.map((d) => d.message).join('\n'));
  const { kernelSources } = await import('../../../../shared/sources/index.ts');
  const sources = [scenario, ...kernelSources];
  const meta = {
    faultline: '9.9.9', machine: machineFacts(), endedAt: '2026-01-01T00:00:00.000Z', title, protocol: 'none', config: checked.program.config, objects: OBJECTS.objects,
    properties: checked.program.properties.map((p) => p.name), sourceHash: checked.program.sourceHash,
  };
  const { program } = checked;
  const image = emitStep(program, { ...OBJECTS, states: 50_000, workers: 1 });
  const found = await foundIn(image);
  const violation = tell(image, OBJECTS, found);
  const verdict: PlayedSubject['verdict'] = {
    outcome: 'violated', violation, witness: null, reason: null, states: 3, transitions: 4, unexpanded: 0, depth: 2, bytes: 64, ms: 1.5, sometimes: [], unreached: null,
    covers: {
      protocol: 'none', overrides: program.overrides, config: meta.config, threads: program.threads.map((t) => ({ name: t.name, repeat: t.repeat })), objects: OBJECTS.objects, memoryModel: 'sequential consistency', strategy: 'exhaustive',
      fairness: null, maxSwitches: null, goal: null, reductions: [], symmetry: { threads: [], refused: [] }, sequenceBits: 32, properties: meta.properties, conditions: [], assumed: [],
    },
  };
  return playRecorded({ meta, sources, verdict, violation });
}
