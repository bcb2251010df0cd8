/** The answer to the last check, and which question it answers. */
import { calls } from '../../../shared/ipc/contract.ts';
import { z } from '../../../shared/ipc/schema.ts';

export const keptCheck = z.object({
  /** SHA-256, hexadecimal, of the build and the question. */
  question: z.string().length(64),
  answer: calls['compile.check'].reply,
});
export type KeptCheck = z.infer<typeof keptCheck>;
