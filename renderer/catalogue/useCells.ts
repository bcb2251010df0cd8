/** What a person does with a cell: explores it, opens what was found, looks at its scenario. */
import { isMissing, type Row } from '../../shared/catalogue/row.ts';
import { LabError } from '../../shared/ipc/reply.ts';
import type { Subject } from '../explore/subject.ts';
import { useOpening } from '../player/useOpening.ts';
import { type Made, useCatalogue } from '../stores/catalogue.ts';
import { useDocuments } from '../stores/documents.ts';
import { useExploration } from '../stores/exploration.ts';
import { useLayout } from '../stores/layout.ts';
import { useNotices } from '../stores/notices.ts';
import { requestOf } from './request.ts';

export function useCells() {
  const catalogue = useCatalogue();
  const documents = useDocuments();
  const exploration = useExploration();
  const layout = useLayout();
  const notices = useNotices();
  const opening = useOpening();

  function openScenario({ shown }: Row): void {
    if (!isMissing(shown)) documents.show(`shipped:${shown.scenario}.scenario.ts`);
  }

  /** The verdict in the pane Explore, as if it had been reached there. */
  function open({ result, verdict }: Made): void {
    if (!verdict) return;
    if (exploration.live) throw new LabError('busy', 'An exploration is under way: stop it first.');
    exploration.present(verdict, shown(requestOf(result.case, catalogue.change).subject));
    layout.reveal('explore');
  }

  /** A scenario with a change is a document of its own: its lines are others. */
  function shown(subject: Subject): Subject {
    if (subject.change === undefined) {
      documents.show(subject.documentId);
      return subject;
    }
    const there = [...documents.known.values()].find(({ text }) => text === subject.text);
    if (there) documents.show(there.id);
    else documents.create(subject.text);
    const { id: documentId, name } = documents.active!;
    return { ...subject, documentId, name };
  }

  async function play(made: Made): Promise<void> {
    open(made);
    await opening.counterexample();
  }

  /** What was found there, or else what there is to be found. */
  function act(row: Row, protocol: string): void {
    const cell = catalogue.cell(row, protocol);
    const [first] = catalogue.of(cell);
    if (first?.verdict && !catalogue.live) void notices.attempt('playing', () => open(first));
    else if (cell.notApplicable === null && !catalogue.live) void notices.attempt('catalogue', () => catalogue.run([row], [protocol]));
  }

  return { openScenario, open, play, act };
}
