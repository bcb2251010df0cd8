/** What `faultline mutate --json` prints. docs/json-output.md. */
import { z } from '../ipc/schema.ts';
import { fateSchema, mutantSchema } from '../mutate/mutant-schema.ts';
import { triedOf, type Trial } from '../mutate/mutant.ts';

export interface Mutation {
  /** The variant that was asked for; null: each scenario's own. */
  protocol: string | null;
  scenarios: readonly string[];
  trials: readonly Trial[];
  interrupted: boolean;
}

export const mutateReportSchema = z.object({
  schema: z.literal('faultline.mutate'),
  version: z.literal(1),
  faultline: z.string(),
  protocol: z.string().nullable(),
  scenarios: z.array(z.string()),
  interrupted: z.boolean(),
  tried: z.array(
    z.object({
      mutant: mutantSchema,
      fates: z.array(z.object({ scenario: z.string(), fate: fateSchema })),
      killed: z.boolean(),
      survives: z.boolean(),
    }),
  ),
});
export type MutateReport = z.infer<typeof mutateReportSchema>;

export function mutateReport(faultline: string, { protocol, scenarios, trials, interrupted }: Mutation): MutateReport {
  return { schema: 'faultline.mutate', version: 1, faultline, protocol, scenarios: [...scenarios], interrupted, tried: triedOf(trials) };
}
