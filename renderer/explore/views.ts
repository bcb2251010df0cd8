/** What the pane can show below its verdict. */
export const exploreViews = [
  { id: 'result', title: 'Result' },
  { id: 'coverage', title: 'Coverage' },
  { id: 'properties', title: 'Properties' },
  { id: 'limits', title: 'Limits' },
] as const;

export type ExploreView = (typeof exploreViews)[number]['id'];
