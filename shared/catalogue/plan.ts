/** What is to be explored, in the order in which it is. */
import { cellOf, furtherCases, type Case } from './cells.ts';
import type { Row } from './row.ts';

export interface Planned {
  row: Row;
  of: Case;
}

/** Row by row. `further`: also what stands beside the matrix. */
export function plannedCases(rows: readonly Row[], columns: readonly string[], further: boolean): Planned[] {
  return rows.flatMap((row) => [...columns.flatMap((protocol) => cellOf(row, protocol).cases), ...(further ? furtherCases(row) : [])].map((of) => ({ row, of })));
}
