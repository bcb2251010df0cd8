/** The schemas of mutants and their fates: they come from another process, and `--json` prints them. */
import { z } from '../ipc/schema.ts';
import { MUTATIONS, type Fate, type Mutant, type MutantKind } from './mutant.ts';

export const mutantSchema: z.ZodType<Mutant> = z.object({
  kind: z.enum(Object.keys(MUTATIONS) as MutantKind[]),
  file: z.string(),
  line: z.int(),
  fn: z.string(),
  code: z.string(),
  change: z.string(),
});

export const fateSchema: z.ZodType<Fate> = z.discriminatedUnion('is', [
  z.object({ is: z.literal('killed'), by: z.string() }),
  z.object({ is: z.enum(['survived', 'unreached', 'weak memory', 'refused']) }),
  z.object({ is: z.literal('open'), reason: z.string() }),
]);
