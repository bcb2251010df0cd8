/** Running the scenario in front, with the settings of the run bar. */
import { sourcePath } from '../documents/document.ts';
import { WrongValue } from '../fields/wrongValue.ts';
import { useRefused } from '../problems/useRefused.ts';
import { useDocuments } from '../stores/documents.ts';
import { useLayout } from '../stores/layout.ts';
import { useNotices } from '../stores/notices.ts';
import { useProblems } from '../stores/problems.ts';
import { useRunFields } from '../stores/runFields.ts';
import { useSession } from '../stores/session.ts';
import { useSettings } from '../stores/settings.ts';

export function useRun(): { start(): Promise<void>; stop(): Promise<void> } {
  const documents = useDocuments();
  const layout = useLayout();
  const notices = useNotices();
  const problems = useProblems();
  const refused = useRefused();
  const session = useSession();
  const settings = useSettings();

  async function start(): Promise<void> {
    notices.settle('running');
    notices.settle('errors');
    const scenario = documents.scenario;
    if (!scenario) {
      notices.noScenario('run');
      return;
    }
    // By key, too: the last value that was one is not what the bar shows.
    const fields = useRunFields();
    if (fields.wrong) {
      notices.fail(new WrongValue(fields.wrong, () => fields.wrong), undefined, 'running');
      return;
    }
    const { id, name, text } = scenario;
    const { mode, seed, durationMs } = settings.settings;
    const reply = await session.start({
      scenario: { path: sourcePath(scenario), text },
      config: { ...problems.config },
      mode,
      seed,
      durationMs,
    });
    if (reply.started) {
      session.made = { documentId: id, text };
      // Beside the panes that tell of it there is one in which it is seen; whoever looks at its locks goes on with that.
      if (mode === 'trace' && !layout.isVisible('contention')) layout.reveal('timeline', false);
      return;
    }
    refused({ id, text }, `${name} was not run`, reply.diagnostics);
  }

  return { start, stop: session.stop };
}
