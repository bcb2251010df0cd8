/** Takes back what was said where its reason is over: a scenario is in front, what had to be waited for has ended. */
import { watch } from 'vue';
import { useDocuments } from '../stores/documents.ts';
import { useExploration } from '../stores/exploration.ts';
import { useNotices } from '../stores/notices.ts';
import { useSession } from '../stores/session.ts';

export function useSettling(): void {
  const documents = useDocuments();
  const exploration = useExploration();
  const notices = useNotices();
  const session = useSession();
  watch(() => documents.scenario !== null, (isThere) => isThere && notices.settle('scenario'));
  watch(() => [session.live, exploration.live], (now, before) => now.some((live, index) => !live && before[index]) && notices.settle('busy'));
}
