/** What a recording can be exported as, in words. */
import type { ExportFormat, ExportTable } from '../../shared/ipc/recordings.ts';

export interface ExportKind {
  format: ExportFormat;
  /** Of a session alone. */
  table?: ExportTable;
  title: string;
  what: string;
}

export const exportKinds: readonly ExportKind[] = [
  { format: 'html', title: 'Page (HTML)', what: 'Plays a counterexample in any browser: one file that fetches nothing.' },
  { format: 'perfetto', title: 'Perfetto trace', what: 'Opens in the Perfetto UI: lanes, slices, flows, counters.' },
  { format: 'itf', title: 'ITF JSON', what: 'The states of a counterexample, for model checkers’ tools.' },
  { format: 'svg', title: 'Drawing (SVG)', what: 'The lanes of a session or of a counterexample.' },
  { format: 'csv', title: 'Table (CSV)', what: 'A session’s counters and latencies over time, or a counterexample’s steps.' },
  { format: 'csv', table: 'histograms', title: 'Histograms (CSV)', what: 'All buckets of a session’s latencies.' },
];
