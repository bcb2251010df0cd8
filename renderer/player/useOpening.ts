/** Opens what is to be played: the counterexample of the verdict, or the scenario in front. */
import type { Action } from '../../shared/explore/verdict.ts';
import { kindOf, sourcePath } from '../documents/document.ts';
import type { Subject } from '../explore/subject.ts';
import { useCounterexample } from '../stores/counterexample.ts';
import { useRefused } from '../problems/useRefused.ts';
import { useDocuments } from '../stores/documents.ts';
import { useExploration } from '../stores/exploration.ts';
import { useLayout } from '../stores/layout.ts';
import { useNotices } from '../stores/notices.ts';
import { usePlayer } from '../stores/player.ts';
import { useProblems } from '../stores/problems.ts';
import { useProperties } from '../stores/properties.ts';
import { useSettings } from '../stores/settings.ts';
import { cameLate } from './cameLate.ts';

export interface Opening {
  /** The schedule that breaks something, at the step that is looked at there. */
  counterexample(): Promise<void>;
  /** The scenario in front, before its first step. */
  scenario(): Promise<void>;
  /** A run of what was explored, or else of the scenario in front: each thread in turn. */
  run(): Promise<void>;
}

export function useOpening(): Opening {
  const counterexamples = useCounterexample();
  const documents = useDocuments();
  const exploration = useExploration();
  const layout = useLayout();
  const notices = useNotices();
  const player = usePlayer();
  const problems = useProblems();
  const properties = useProperties();
  const refused = useRefused();
  const { settings } = useSettings();

  /** Answers whether it is open. */
  async function open(subject: Subject, schedule: readonly Action[] = [], cycle: number | null = null): Promise<boolean> {
    layout.reveal('player', false);
    const { documentId: id, name, text, config, limits: { objects, memory }, checked, recorded } = subject;
    const path = sourcePath({ id, kind: kindOf(id), name });
    const diagnostics = await player.open({ scenario: { path, text }, config: { ...config }, memory, ...recorded, objects, properties: checked ? [...checked] : null, schedule: schedule.map(({ thread, choice }) => ({ thread, choice })), cycle }, subject);
    if (!diagnostics) return player.ready;
    refused({ id, text }, `${name} cannot be played`, diagnostics);
    return false;
  }

  /** The scenario as it stands in the editor. */
  function inFront(): Subject | null {
    const scenario = documents.scenario;
    if (!scenario) {
      notices.noScenario('play');
      return null;
    }
    const { id, name, text } = scenario;
    return { get documentId() { return documents.nameNow(id); }, name, text, config: { ...problems.config }, limits: { ...settings.explore }, goal: null, properties: properties.all, checked: properties.chosen };
  }

  /** Answers what brings the player in front once it is open, unless the person has turned to another document since. */
  function arriving(): () => void {
    const from = documents.activeId;
    return () => {
      const turned = documents.activeId !== from && documents.activeId !== player.subject?.documentId;
      cameLate.value = turned ? { version: player.version, at: player.at } : null;
      if (!turned) layout.reveal('player');
    };
  }

  return {
    async counterexample() {
      const { violation, side, chosen } = counterexamples;
      if (!violation || !exploration.subject) return;
      const arrive = arriving();
      const opened = await open(exploration.subject, violation.steps, violation.cycle);
      if (opened && side === 'failing') player.go(chosen + 1);
      arrive();
    },
    async scenario() {
      const subject = inFront();
      const arrive = arriving();
      if (subject && (await open(subject))) arrive();
    },
    async run() {
      const subject = exploration.verdict ? exploration.subject : inFront();
      const arrive = arriving();
      if (!subject || !(await open(subject))) return;
      await player.finish();
      // It may have been closed meanwhile.
      if (player.ready) arrive();
    },
  };
}
