/** What the pane of mutants can be told to do. */
import type { Command } from '../commands/commands.ts';
import { useLayout } from '../stores/layout.ts';
import { useMutants } from '../stores/mutants.ts';

export function mutantCommands(): Command[] {
  const layout = useLayout();
  const mutants = useMutants();
  return [
    {
      id: 'mutants.start',
      title: 'Mutants: Try Them in the Scenario',
      needs: { what: 'no mutants being tried already', met: () => !mutants.live },
      run() {
        layout.reveal('mutants', false);
        return mutants.start();
      },
    },
    { id: 'mutants.stop', title: 'Mutants: Stop, Keeping Results', needs: { what: 'mutants being tried', met: () => mutants.live }, run: mutants.stop },
  ];
}
