/** What the pane can show below its verdict. */
import { ref } from 'vue';

export const exploreViews = [
  { id: 'result', title: 'Result' },
  { id: 'coverage', title: 'Coverage' },
  { id: 'properties', title: 'Properties' },
  { id: 'limits', title: 'Limits' },
] as const;

export type ExploreView = (typeof exploreViews)[number]['id'];

/** The one that is shown. */
export const shownView = ref<ExploreView>('result');
