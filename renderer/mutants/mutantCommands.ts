/** What the pane of mutants can be told to do. */
import type { Command } from '../commands/commands.ts';
import { errorsText } from '../problems/words.ts';
import { useDocuments } from '../stores/documents.ts';
import { useLayout } from '../stores/layout.ts';
import { useMutants } from '../stores/mutants.ts';
import { useNotices } from '../stores/notices.ts';
import { useProblems } from '../stores/problems.ts';

export function mutantCommands(): Command[] {
  const documents = useDocuments();
  const layout = useLayout();
  const mutants = useMutants();
  const notices = useNotices();
  const problems = useProblems();

  async function start(): Promise<void> {
    layout.reveal('mutants', false);
    if (documents.scenario && problems.status !== 'checking' && problems.count > 0) {
      notices.fail(`No mutants are tried in ${documents.scenario.name}: it has ${errorsText(problems.count)}.`, { id: 'view.problems', label: 'Show problems' }, 'errors');
      return;
    }
    await mutants.start();
  }

  return [
    { id: 'mutants.start', title: 'Mutants: Try Them in the Scenario', needs: { what: 'no mutants being tried already', met: () => !mutants.live }, run: start },
    { id: 'mutants.stop', title: 'Mutants: Stop, Keeping Results', needs: { what: 'mutants being tried', met: () => mutants.live }, run: mutants.stop },
  ];
}
