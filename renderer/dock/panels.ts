/** The panes of the window, and the keys that bring each to the front. */
export const panels = [
  { id: 'library', title: 'Library', key: 'Alt+1' },
  { id: 'editor', title: 'Editor', key: 'Alt+2' },
  { id: 'timeline', title: 'Timeline', key: 'Alt+3' },
  { id: 'counters', title: 'Counters', key: 'Alt+4' },
  { id: 'latencies', title: 'Latencies', key: 'Alt+5' },
  { id: 'addressSpace', title: 'Address space', key: 'Alt+6' },
  { id: 'threads', title: 'Threads', key: 'Alt+7' },
  { id: 'session', title: 'Session', key: 'Alt+8' },
  { id: 'contention', title: 'Contention', key: 'Alt+C' },
  { id: 'compare', title: 'Compare sessions', key: 'Alt+M' },
  { id: 'variants', title: 'Compare variants', key: 'Alt+Shift+M' },
  { id: 'problems', title: 'Problems', key: 'Alt+9' },
  { id: 'explore', title: 'Explore', key: 'Alt+0' },
  { id: 'catalogue', title: 'Catalogue', key: 'Alt+B' },
  { id: 'mutants', title: 'Mutants', key: 'Alt+U' },
  { id: 'inspector', title: 'Inspector', key: 'Alt+I' },
  { id: 'player', title: 'Player', key: 'Alt+P' },
] as const;

export type PanelId = (typeof panels)[number]['id'];
