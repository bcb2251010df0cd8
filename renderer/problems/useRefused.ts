/** Says that something was not begun for the errors of its scenario, and lists them. */
import type { Diagnostic } from '../../shared/dialect/diagnostics.ts';
import { useDocuments } from '../stores/documents.ts';
import { useLayout } from '../stores/layout.ts';
import { useNotices } from '../stores/notices.ts';
import { useProblems } from '../stores/problems.ts';
import { errorsText } from './words.ts';

/** `said`: what was not done with it. */
export type Refused = (scenario: { id: string; text: string }, said: string, errors: readonly Diagnostic[]) => void;

export function useRefused(): Refused {
  const documents = useDocuments();
  const layout = useLayout();
  const notices = useNotices();
  const problems = useProblems();

  return ({ id, text }, said, errors) => {
    // The list is of what is in front: whoever has turned to another scenario since, or gone on writing, has that checked by itself.
    const listed = documents.scenario?.id === id && documents.scenario.text === text;
    if (listed) {
      problems.diagnostics = errors;
      layout.reveal('problems', false);
    }
    notices.fail(`${said}: it has ${errorsText(errors.length)}.`, listed ? { id: 'view.problems', label: 'Show problems' } : undefined, 'errors');
  };
}
