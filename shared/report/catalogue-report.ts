/** What `faultline catalogue --json` prints: every row with what is known of it, its cells, and how each exploration ended. docs/json-output.md. */
import { cellOf } from '../catalogue/cells.ts';
import type { Result } from '../catalogue/result.ts';
import { isMissing, type Row } from '../catalogue/row.ts';

interface Made {
  rows: readonly Row[];
  columns: readonly string[];
  results: readonly Result[];
  planned: number;
  change?: { name: string; overrides: readonly string[]; contested: readonly string[] } | undefined;
}

export type CatalogueReport = ReturnType<typeof catalogueReport>;

export function catalogueReport(faultline: string, { rows, columns, results, planned, change }: Made) {
  return {
    schema: 'faultline.catalogue' as const,
    version: 1 as const,
    faultline,
    change: change ? { file: change.name, overrides: change.overrides, contested: change.contested } : null,
    columns,
    rows: rows.map(({ shown, ...row }) => {
      const of = results.filter((result) => result.case.row === row.id);
      return {
        ...row,
        scenario: isMissing(shown) ? null : shown.scenario,
        missing: isMissing(shown) ? shown.missing : null,
        cells: columns.map((protocol) => {
          const { notApplicable } = cellOf({ ...row, shown }, protocol);
          return { protocol, notApplicable, results: of.filter(({ case: each }) => each.protocol === protocol && each.part !== 'also') };
        }),
        further: of.filter(({ case: each }) => each.part === 'also'),
      };
    }),
    planned,
    made: results.length,
    asExpected: results.filter(({ asExpected }) => asExpected).length,
  };
}
