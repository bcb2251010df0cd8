/** Whether the text that the schedule is of has changed since: where its steps were, other lines are now. */
import { computed, type ComputedRef } from 'vue';
import { differenceOf } from '../explore/subject.ts';
import { useDocuments } from '../stores/documents.ts';
import { usePlayer } from '../stores/player.ts';

export function useMoved(): ComputedRef<boolean> {
  const documents = useDocuments();
  const player = usePlayer();
  return computed(() => {
    const { subject } = player;
    return subject !== null && differenceOf(subject, null, documents.known.get(subject.documentId) ?? null, {}) === 'text';
  });
}
