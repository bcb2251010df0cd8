/** The last verdict on each scenario, for the line beside it: exploring another takes it away as little as the lab's end does. */
import { defineStore } from 'pinia';
import { watch } from 'vue';
import { limits } from '../../shared/ipc/limits.ts';
import type { KeptVerdict } from '../../shared/ipc/verdicts.ts';
import { aboutOf } from '../explore/about.ts';
import { headline } from '../explore/headline.ts';
import { call } from '../ipc/client.ts';
import { useExploration } from './exploration.ts';
import { useNotices } from './notices.ts';

export const useLastVerdicts = defineStore('lastVerdicts', () => {
  const exploration = useExploration();
  const kept = new Map<string, KeptVerdict>();

  // Under its new name, too, where it is saved under another.
  watch([() => exploration.verdict, () => exploration.subject?.documentId], ([verdict]) => {
    const { subject } = exploration;
    // With overrides of another document it is about neither; with a variant, switches or a kernel that it was given from elsewhere, not what exploring it comes to.
    if (!verdict || !subject || subject.change !== undefined || subject.recorded) return;
    const { kind, text } = headline(exploration);
    if (kind === 'quiet' || kind === 'live' || kind === 'failed') return;
    const last: KeptVerdict = { id: subject.documentId, about: aboutOf(subject.text), config: subject.config, kind, text: text.slice(0, limits.headlineChars) };
    kept.set(last.id, last);
    void useNotices().upkeep('verdicts', () => call('verdicts.keep', last));
  });

  /** The one on this text; null: there is none, or it is of another text. */
  function of(id: string, text: string): KeptVerdict | null {
    const last = kept.get(id);
    // Where nothing is kept nothing is hashed: at a start, least of all the kernel.
    return last && last.about === aboutOf(text) ? last : null;
  }

  /** As they were when the lab ended. */
  function restore(found: readonly KeptVerdict[]): void {
    for (const last of found) kept.set(last.id, last);
  }

  return { of, restore };
});
