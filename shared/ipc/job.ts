/** A job that the window polls: its number, and how it ended. */
import { z } from './schema.ts';

export const job = z.object({ job: z.int() });

/** `failure`: the lab has errors, in words; null: it went through, or was stopped. */
export const jobEnd = z.object({ failure: z.string().nullable() });
export type JobEnd = z.infer<typeof jobEnd>;
