/** What `faultline catalogue --json` prints: every row with what is known of it, its cells, and how each exploration ended. docs/json-output.md. */
import { cellOf } from '../catalogue/cells.ts';
import type { Result } from '../catalogue/result.ts';
import { isMissing, type Row } from '../catalogue/row.ts';
import { memoryModels } from '../dialect/memory-model.ts';
import { configValues } from '../ipc/documents.ts';
import { z } from '../ipc/schema.ts';

interface Made {
  rows: readonly Row[];
  columns: readonly string[];
  results: readonly Result[];
  planned: number;
  change?: { name: string; overrides: readonly string[]; contested: readonly string[] } | undefined;
}

/** What is violated; null: verified. */
const finding = z.string().nullable();
const count = z.int();
const countOrNull = count.nullable();

const result = z.object({
  case: z.object({
    row: z.string(),
    scenario: z.string(),
    protocol: z.string().optional(),
    config: configValues,
    part: z.enum(['bug', 'mended', 'also']),
    finds: finding,
    properties: z.array(z.string()).readonly().optional(),
    liveness: z.boolean().optional(),
    memory: z.enum(memoryModels).optional(),
  }),
  /** Null: no verdict, for the `reason`. */
  found: z.object({ finding }).nullable(),
  reason: z.string().nullable(),
  asExpected: z.boolean(),
  steps: countOrNull,
  switches: countOrNull,
  token: z.string().nullable(),
  states: count,
  ms: z.number(),
  /** By landmark of the trace that is known from elsewhere, the index of the step. */
  known: z.array(z.object({ says: z.string(), step: countOrNull })).nullable(),
});

const landmark = z.object({ says: z.string(), thread: z.string(), fn: z.string(), field: z.string().optional(), changes: z.boolean().optional() });

export const catalogueReportSchema = z.object({
  schema: z.literal('faultline.catalogue'),
  version: z.literal(1),
  faultline: z.string(),
  change: z.object({ file: z.string(), overrides: z.array(z.string()), contested: z.array(z.string()) }).nullable(),
  /** Variants. */
  columns: z.array(z.string()),
  rows: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      raced: z.string(),
      source: z.string(),
      fix: z.string(),
      needs: z.enum(['interleaving', 'TLB', 'weak memory']),
      known: z.object({ steps: count, switches: count.optional(), landmarks: z.array(landmark).readonly() }).optional(),
      /** Null: there is none, as it is `missing`. */
      scenario: z.string().nullable(),
      missing: z.string().nullable(),
      cells: z.array(z.object({ protocol: z.string(), notApplicable: z.string().nullable(), results: z.array(result) })),
      /** Of explorations beside the matrix. */
      further: z.array(result),
    }),
  ),
  /** Numbers of explorations. */
  planned: count,
  made: count,
  asExpected: count,
});
export type CatalogueReport = z.infer<typeof catalogueReportSchema>;

export function catalogueReport(faultline: string, { rows, columns, results, planned, change }: Made): CatalogueReport {
  return {
    schema: 'faultline.catalogue',
    version: 1,
    faultline,
    change: change ? { file: change.name, overrides: [...change.overrides], contested: [...change.contested] } : null,
    columns: [...columns],
    rows: rows.map(({ shown, ...row }) => {
      const of = results.filter((each) => each.case.row === row.id);
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
