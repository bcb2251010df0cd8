/** What the catalogue can be told to do. */
import { changeIn } from '../../shared/catalogue/change.ts';
import type { Command } from '../commands/commands.ts';
import { columns, useCatalogue } from '../stores/catalogue.ts';
import { useDocuments } from '../stores/documents.ts';
import { useLayout } from '../stores/layout.ts';
import { useProblems } from '../stores/problems.ts';

export function catalogueCommands(): Command[] {
  const catalogue = useCatalogue();
  const documents = useDocuments();
  const layout = useLayout();
  const problems = useProblems();
  const idle = (): boolean => !catalogue.live;
  const changeHere = () => (documents.scenario ? changeIn(documents.scenario.name, documents.scenario.text) : null);
  /** Where it is meant for: its scenario's variant. */
  function tryHere(): void {
    catalogue.use(changeHere());
    if (columns.includes(problems.protocol)) catalogue.chosen.protocol = problems.protocol;
    layout.reveal('catalogue');
  }
  const chosen = () => catalogue.rows.filter(({ id }) => id === catalogue.chosen.row);
  return [
    { id: 'catalogue.runAll', title: 'Catalogue: Explore All', enabled: idle, run: () => catalogue.run(catalogue.rows, columns) },
    { id: 'catalogue.runRow', title: 'Catalogue: Explore the Row', enabled: idle, run: () => catalogue.run(chosen(), columns) },
    { id: 'catalogue.runColumn', title: 'Catalogue: Explore the Column', enabled: idle, run: () => catalogue.run(catalogue.rows, [catalogue.chosen.protocol]) },
    { id: 'catalogue.runCell', title: 'Catalogue: Explore the Cell', enabled: idle, run: () => catalogue.run(chosen(), [catalogue.chosen.protocol]) },
    { id: 'catalogue.stop', title: 'Catalogue: Stop, Keeping Results', enabled: () => catalogue.live, run: catalogue.stop },
    { id: 'catalogue.try', title: 'Catalogue: Try the Overrides of the Scenario', enabled: () => idle() && changeHere() !== null, run: tryHere },
    { id: 'catalogue.untry', title: 'Catalogue: Without the Overrides', enabled: () => idle() && catalogue.change !== null, run: () => catalogue.use(null) },
  ];
}
