/** What `faultline replay --json` prints. docs/json-output.md. */
import { siteSchema, stepSchema, violationKind } from '../explore/verdict-schema.ts';
import { z } from '../ipc/schema.ts';

const nullable = z.string().nullable();

export const replayReportSchema = z.object({
  schema: z.literal('faultline.replay'),
  version: z.literal(1),
  faultline: z.string(),
  file: z.string(),
  /** Steps of the schedule; `steps` has those that were taken. */
  length: z.number(),
  steps: z.array(stepSchema),
  /** The index of the step from which on the schedule goes round for ever, or null. */
  cycle: z.number().nullable(),
  sites: z.array(siteSchema),
  fault: z
    .object({ kind: violationKind, property: nullable, message: z.string(), stack: z.array(z.object({ fn: z.string(), file: z.string(), line: z.number() })) })
    .nullable(),
  state: z.object({
    threads: z.array(
      z.object({ thread: z.number(), name: z.string(), status: z.enum(['ready', 'blocked', 'asleep', 'ended']), fn: nullable, file: nullable, line: z.number().nullable() }),
    ),
    objects: z.array(
      z.object({ name: z.string(), freed: z.boolean(), words: z.array(z.object({ name: z.string(), address: z.number(), value: z.number(), text: z.string() })) }),
    ),
  }),
});
export type ReplayReport = z.infer<typeof replayReportSchema>;

export function replayReport(faultline: string, file: string, { steps, sites, length, cycle, fault, state }: Omit<ReplayReport, 'schema' | 'version' | 'faultline' | 'file'>): ReplayReport {
  return { schema: 'faultline.replay', version: 1, faultline, file, length, steps, cycle, sites, fault, state };
}
