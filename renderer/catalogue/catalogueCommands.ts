/** What the catalogue can be told to do. */
import type { Command } from '../commands/commands.ts';
import { columns, useCatalogue } from '../stores/catalogue.ts';

export function catalogueCommands(): Command[] {
  const catalogue = useCatalogue();
  const idle = (): boolean => !catalogue.live;
  const chosen = () => catalogue.rows.filter(({ id }) => id === catalogue.chosen.row);
  return [
    { id: 'catalogue.runAll', title: 'Catalogue: Explore All', enabled: idle, run: () => catalogue.run(catalogue.rows, columns) },
    { id: 'catalogue.runRow', title: 'Catalogue: Explore the Row', enabled: idle, run: () => catalogue.run(chosen(), columns) },
    { id: 'catalogue.runCell', title: 'Catalogue: Explore the Cell', enabled: idle, run: () => catalogue.run(chosen(), [catalogue.chosen.protocol]) },
    { id: 'catalogue.stop', title: 'Catalogue: Stop, Keeping Results', enabled: () => catalogue.live, run: catalogue.stop },
  ];
}
