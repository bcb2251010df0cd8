/** What the player can show below the schedule. */
import { ref } from 'vue';

export const playerViews = [
  { id: 'threads', title: 'Threads' },
  { id: 'steps', title: 'Steps' },
  { id: 'notes', title: 'Notes' },
] as const;

export type PlayerView = (typeof playerViews)[number]['id'];

/** The one that is shown. */
export const shownView = ref<PlayerView>('threads');
