/** What the catalogue can be told to do. */
import { changeIn, errorsOf } from '../../shared/catalogue/change.ts';
import type { Command, Need } from '../commands/commands.ts';
import { sourcePath } from '../documents/document.ts';
import { call } from '../ipc/client.ts';
import { columns, useCatalogue } from '../stores/catalogue.ts';
import { useDocuments } from '../stores/documents.ts';
import { useLayout } from '../stores/layout.ts';
import { useNotices } from '../stores/notices.ts';
import { useProblems } from '../stores/problems.ts';

export function catalogueCommands(): Command[] {
  const catalogue = useCatalogue();
  const documents = useDocuments();
  const layout = useLayout();
  const notices = useNotices();
  const problems = useProblems();
  const idle = (): boolean => !catalogue.live;
  const needs: Need = { what: 'a catalogue that is not being explored', met: idle };
  const changeHere = () => (documents.scenario ? changeIn(documents.scenario.name, documents.scenario.text) : null);
  /** Where it is meant for: its scenario's variant. */
  async function tryHere(): Promise<void> {
    const change = changeHere();
    const scenario = documents.scenario;
    if (!change || !scenario) return;
    // Every exploration would be refused for the same error.
    const { diagnostics } = await call('compile.check', { scenario: { path: sourcePath(scenario), text: scenario.text }, config: { ...problems.config } });
    const [first] = errorsOf(change, diagnostics);
    if (first) {
      notices.fail(`The overrides of ${change.name} are not tried: ${change.name}:${first.line}: ${first.message}`, { id: 'view.problems', label: 'Show problems' }, 'errors');
      return;
    }
    catalogue.use(change);
    if (columns.includes(problems.protocol)) catalogue.chosen.protocol = problems.protocol;
    layout.reveal('catalogue');
  }
  const chosen = () => catalogue.rows.filter(({ id }) => id === catalogue.chosen.row);
  return [
    { id: 'catalogue.runAll', title: 'Catalogue: Explore All', needs, run: () => catalogue.run(catalogue.rows, columns) },
    { id: 'catalogue.runRow', title: 'Catalogue: Explore the Row', needs, run: () => catalogue.run(chosen(), columns) },
    { id: 'catalogue.runColumn', title: 'Catalogue: Explore the Column', needs, run: () => catalogue.run(catalogue.rows, [catalogue.chosen.protocol]) },
    { id: 'catalogue.runCell', title: 'Catalogue: Explore the Cell', needs, run: () => catalogue.run(chosen(), [catalogue.chosen.protocol]) },
    { id: 'catalogue.stop', title: 'Catalogue: Stop, Keeping Results', needs: { what: 'a catalogue that is being explored', met: () => catalogue.live }, run: catalogue.stop },
    { id: 'catalogue.try', title: 'Catalogue: Try the Overrides of the Scenario', needs: { what: 'a scenario with an override, and a catalogue that is not being explored', met: () => idle() && changeHere() !== null }, run: tryHere },
    { id: 'catalogue.untry', title: 'Catalogue: Without the Overrides', needs: { what: 'overrides that are tried', met: () => idle() && catalogue.change !== null }, run: () => catalogue.use(null) },
  ];
}
