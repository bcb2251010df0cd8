/** What is found in a recording's events. */
import { z } from '../ipc/schema.ts';

/** A place in the order of time: ns since the session started, and where times are the same, which event of the recording. */
export const moment = z.object({ time: z.number(), at: z.int() });
export type Moment = z.infer<typeof moment>;

/** An event that begins something, or an instant: its name, thread and place by their numbers. */
export const foundEvent = moment.extend({ event: z.int().min(0), thread: z.int().min(0), a: z.int().min(0), b: z.int().min(0), site: z.int().min(0) });
export type FoundEvent = z.infer<typeof foundEvent>;
