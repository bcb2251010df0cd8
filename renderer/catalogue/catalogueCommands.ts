/** What the catalogue can be told to do. */
import type { Command, Need } from '../commands/commands.ts';
import { columns, useCatalogue } from '../stores/catalogue.ts';

export function catalogueCommands(): Command[] {
  const catalogue = useCatalogue();
  const needs: Need = { what: 'a catalogue that is not being explored', met: () => !catalogue.live };
  const chosen = () => catalogue.rows.filter(({ id }) => id === catalogue.chosen.row);
  return [
    { id: 'catalogue.runAll', title: 'Catalogue: Explore All', needs, run: () => catalogue.run(catalogue.rows, columns) },
    { id: 'catalogue.runRow', title: 'Catalogue: Explore the Row', needs, run: () => catalogue.run(chosen(), columns) },
    { id: 'catalogue.runCell', title: 'Catalogue: Explore the Cell', needs, run: () => catalogue.run(chosen(), [catalogue.chosen.protocol]) },
    { id: 'catalogue.stop', title: 'Catalogue: Stop, Keeping Results', needs: { what: 'a catalogue that is being explored', met: () => catalogue.live }, run: catalogue.stop },
  ];
}
