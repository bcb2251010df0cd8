/** What `faultline litmus --json` prints. docs/json-output.md. */
import { memoryModels, type MemoryModel } from '../dialect/memory-model.ts';
import { litmusRows } from '../litmus/rows.ts';
import { z } from '../ipc/schema.ts';

/** What exploring a row with a memory model found. */
export interface LitmusOutcome {
  name: string;
  memory: MemoryModel;
  /** Null: the search did not come to an end, for this `reason`. */
  allowed: boolean | null;
  expected: boolean;
  reason: string | null;
}

export const litmusReportSchema = z.object({
  schema: z.literal('faultline.litmus'),
  version: z.literal(1),
  faultline: z.string(),
  rows: z.array(
    z.object({
      name: z.string(),
      threads: z.array(z.string()),
      exists: z.string(),
      /** Whether the Linux-kernel memory model allows it, by which file of the kernel's tree or for which reason. */
      kernel: z.object({ allowed: z.boolean(), file: z.string().nullable(), reason: z.string().nullable() }),
      /** Why `lkmm-ra` forbids what the kernel's model allows; null: they agree. */
      stronger: z.string().nullable(),
      models: z.array(z.object({ memory: z.enum(memoryModels), allowed: z.boolean().nullable(), expected: z.boolean(), reason: z.string().nullable() })),
    }),
  ),
});
export type LitmusReport = z.infer<typeof litmusReportSchema>;

export function litmusReport(faultline: string, outcomes: readonly LitmusOutcome[]): LitmusReport {
  const rows = litmusRows.map(({ name, threads, exists, lkmm, source, stronger = null }) => ({
    name, threads: [...threads], exists, stronger,
    kernel: { allowed: lkmm, file: 'file' in source ? source.file : null, reason: 'reason' in source ? source.reason : null },
    models: outcomes.filter((o) => o.name === name).map(({ memory, allowed, expected, reason }) => ({ memory, allowed, expected, reason })),
  }));
  return { schema: 'faultline.litmus', version: 1, faultline, rows: rows.filter(({ models }) => models.length > 0) };
}
