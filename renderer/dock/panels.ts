/** The panes of the window. */
/** `key`: with Alt, of those that have no number. */
export const panels = [
  { id: 'library', title: 'Library' },
  { id: 'editor', title: 'Editor' },
  { id: 'timeline', title: 'Timeline' },
  { id: 'counters', title: 'Counters' },
  { id: 'latencies', title: 'Latencies' },
  { id: 'addressSpace', title: 'Address space' },
  { id: 'threads', title: 'Threads' },
  { id: 'session', title: 'Session' },
  { id: 'problems', title: 'Problems' },
  { id: 'explore', title: 'Explore' },
  { id: 'player', title: 'Player', key: 'P' },
] as const;

export type PanelId = (typeof panels)[number]['id'];
