/** Exploring the scenario in front, within the limits that the person set. */
import type { ExploreGoal } from '../../shared/ipc/explore-goal.ts';
import { sourcePath } from '../documents/document.ts';
import { WrongValue } from '../fields/wrongValue.ts';
import { useRefused } from '../problems/useRefused.ts';
import { useDocuments } from '../stores/documents.ts';
import { useGoal } from '../stores/goal.ts';
import { useExploration } from '../stores/exploration.ts';
import { useLayout } from '../stores/layout.ts';
import { useLimitFields } from '../stores/limitFields.ts';
import { useNotices } from '../stores/notices.ts';
import { useProblems } from '../stores/problems.ts';
import { useProperties } from '../stores/properties.ts';
import { useSettings } from '../stores/settings.ts';
import { shownView } from './views.ts';

export function useExploring(): { start(wanted?: ExploreGoal | null): Promise<void> } {
  const documents = useDocuments();
  const exploration = useExploration();
  const goals = useGoal();
  const layout = useLayout();
  const notices = useNotices();
  const problems = useProblems();
  const properties = useProperties();
  const refused = useRefused();
  const { settings } = useSettings();

  /** `wanted`: what to come to, null for violations alone; what is chosen in the pane unless told. */
  async function start(wanted: ExploreGoal | null | undefined = goals.goal): Promise<void> {
    notices.settle('exploring');
    notices.settle('errors');
    const scenario = documents.scenario;
    if (!scenario) {
      notices.noScenario('explore');
      return;
    }
    if (wanted === undefined) {
      notices.fail(new WrongValue('Say which line to reach, such as 43 or vma_lock.ts:43.', () => goals.goal), { id: 'view.explore', label: 'Explore' }, 'exploring');
      return;
    }
    const fields = useLimitFields();
    if (fields.wrong) {
      layout.reveal('explore', false);
      shownView.value = 'limits';
      notices.fail(new WrongValue(`Limits, ${fields.wrong}`, () => fields.wrong), undefined, 'exploring');
      return;
    }
    const goal = wanted;
    const { id, name, text } = scenario;
    const config = { ...problems.config };
    const limits = { ...settings.explore };
    layout.reveal('explore', false);
    const checked = properties.chosen;
    const end = await exploration.explore({ scenario: { path: sourcePath(scenario), text }, config, limits, properties: checked, goal }, { get documentId() { return documents.nameNow(id); }, name, text, config, limits, goal, properties: properties.all, checked });
    if (end?.kind === 'unanswerable') notices.fail(`${name} was not explored: ${end.message}.`, undefined, 'exploring');
    if (end?.kind === 'refused') refused({ id, text }, `${name} was not explored`, end.diagnostics);
  }

  return { start };
}
