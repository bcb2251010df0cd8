/** What `faultline explore --json` prints: the verdict, and what it is about. docs/json-output.md. */
import { verdictSchema } from '../explore/verdict-schema.ts';
import type { Verdict } from '../explore/verdict.ts';
import { z } from '../ipc/schema.ts';

const head = z.object({ schema: z.literal('faultline.explore'), version: z.literal(1), faultline: z.string(), file: z.string() });
export const verdictReportSchema = head.and(verdictSchema);
export type VerdictReport = z.infer<typeof verdictReportSchema>;

export function verdictReport(faultline: string, file: string, verdict: Verdict): VerdictReport {
  return { schema: 'faultline.explore', version: 1, faultline, file, ...verdict };
}
