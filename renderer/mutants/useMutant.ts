/** What a person does with a mutant: looks at its line, and at the schedule that kills it. */
import { defaultExploreLimits } from '../../shared/ipc/explore-limits.ts';
import { mutated, type MadeMutant } from '../../shared/mutate/mutated.ts';
import { kernelOf } from '../../shared/variants/kernel.ts';
import { useReveal } from '../editor/useReveal.ts';
import { shippedProperties } from '../explore/shippedProperties.ts';
import { useOpening } from '../player/useOpening.ts';
import { useDocuments } from '../stores/documents.ts';
import { useExploration } from '../stores/exploration.ts';
import { useLayout } from '../stores/layout.ts';
import { useMutants } from '../stores/mutants.ts';
import { useNotices } from '../stores/notices.ts';
import { placeOf } from './mutantTable.ts';

export function useMutant() {
  const documents = useDocuments();
  const exploration = useExploration();
  const layout = useLayout();
  const mutants = useMutants();
  const notices = useNotices();
  const opening = useOpening();
  const { reveal } = useReveal();

  function openLine({ mutant: { file, line } }: MadeMutant): void {
    void reveal({ file, line, column: 1 }, { focus: false });
  }

  /** Explores the scenario with the mutated kernel, and plays what is found. */
  async function play(made: MadeMutant, scenario: string): Promise<void> {
    const subject = mutants.subjectOf(scenario);
    const protocol = mutants.table?.protocol;
    if (!subject || protocol === undefined) return;
    if (mutants.live || exploration.live) throw new Error(`${mutants.live ? 'Mutants are being tried' : 'An exploration is under way'}: stop that first.`);
    const kernel = kernelOf(protocol).map((source) => (source.path === made.mutant.file ? mutated(source, made) : source));
    const { job: { scenario: source, config, liveness }, documentId } = subject;
    layout.reveal('explore', false);
    const name = source.path.slice('scenarios/'.length);
    const limits = { ...defaultExploreLimits, liveness };
    const end = await exploration.explore(
      { scenario: source, protocol, kernel, config, limits, properties: null },
      { get documentId() { return documents.nameNow(documentId); }, name, text: source.text, config, limits, goal: null, properties: shippedProperties, checked: null, recorded: { protocol, kernel }, mutant: `${made.mutant.code} in ${placeOf(made.mutant)}, ${made.mutant.change}` },
    );
    if (end?.kind !== 'verdict') return;
    if (end.verdict.violation) await opening.counterexample();
    else notices.fail(`${scenario} does not kill ${placeOf(made.mutant)} within the limits: ${end.verdict.reason ?? end.verdict.outcome}.`, undefined, 'playing');
  }

  return { openLine, play };
}
