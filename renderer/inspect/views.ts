/** What of a memory is shown. */
import { ref } from 'vue';

export const inspectViews = [
  { id: 'objects', title: 'Objects' },
  { id: 'locks', title: 'Locks' },
  { id: 'rcu', title: 'RCU' },
  { id: 'tree', title: 'Tree' },
  { id: 'layout', title: 'Layout' },
] as const;

export type InspectView = (typeof inspectViews)[number]['id'];

/** The one that is shown. */
export const shownView = ref<InspectView>('objects');
