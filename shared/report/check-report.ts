/** What `--json` prints about a scenario's sources, and about a command that could not be done. docs/json-output.md. */
import type { Diagnostic } from '../dialect/diagnostics.ts';
import { z } from '../ipc/schema.ts';

const head = { version: z.literal(1), faultline: z.string() };

export const checkReportSchema = z.object({
  schema: z.literal('faultline.check'),
  ...head,
  file: z.string(),
  ok: z.boolean(),
  diagnostics: z.array(
    z.object({
      file: z.string(),
      line: z.number(),
      column: z.number(),
      endLine: z.number(),
      endColumn: z.number(),
      source: z.enum(['typescript', 'dialect']),
      code: z.string(),
      message: z.string(),
    }),
  ),
});
export type CheckReport = z.infer<typeof checkReportSchema>;

export const errorReportSchema = z.object({ schema: z.literal('faultline.error'), ...head, message: z.string(), exitCode: z.number().int() });
export type ErrorReport = z.infer<typeof errorReportSchema>;

export function checkReport(faultline: string, file: string, diagnostics: readonly Diagnostic[]): CheckReport {
  return {
    schema: 'faultline.check',
    version: 1,
    faultline,
    file,
    ok: diagnostics.length === 0,
    diagnostics: diagnostics.map(({ start: _start, end: _end, given: _given, ...rest }) => rest),
  };
}

export function errorReport(faultline: string, message: string, exitCode: number): ErrorReport {
  return { schema: 'faultline.error', version: 1, faultline, message, exitCode };
}
