/** What a recording can be exported as, in words. */
import type { ExportFormat, ExportTable } from '../../shared/ipc/recordings.ts';
import type { RecordingKind } from '../../shared/recording/kind.ts';

export interface ExportKind {
  format: ExportFormat;
  table?: ExportTable;
  /** Without it: of both. */
  only?: 'sessions' | 'counterexamples';
  title: string;
  what: string;
}

export const exportKinds: readonly ExportKind[] = [
  { format: 'html', only: 'counterexamples', title: 'Page (HTML)', what: 'Plays a counterexample in any browser: one file that fetches nothing.' },
  { format: 'perfetto', title: 'Perfetto trace', what: 'Opens in the Perfetto UI: lanes, slices, flows, counters.' },
  { format: 'itf', only: 'counterexamples', title: 'ITF JSON', what: 'The states of a counterexample, for model checkers’ tools.' },
  { format: 'svg', title: 'Drawing (SVG)', what: 'The lanes of a session or of a counterexample.' },
  { format: 'csv', title: 'Table (CSV)', what: 'A session’s counters and latencies over time, or a counterexample’s steps.' },
  { format: 'csv', table: 'histograms', only: 'sessions', title: 'Histograms (CSV)', what: 'All buckets of a session’s latencies.' },
];

/** Why a recording of this kind is not exported so; empty: it is, as far as is known. */
export function unfitFor({ only }: ExportKind, kind: RecordingKind | undefined): string {
  if (only === undefined || kind === undefined || (only === 'counterexamples') === (kind === 'exploration')) return '';
  return `Of ${only} alone; this is ${kind === 'exploration' ? 'an exploration' : 'a session'}.`;
}
