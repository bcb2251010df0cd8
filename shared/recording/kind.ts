/** What a recording holds: a session with its events, or with figures alone; an exploration. */
import { z } from '../ipc/schema.ts';

export const recordingKind = z.enum(['trace', 'throughput', 'exploration']);
export type RecordingKind = z.infer<typeof recordingKind>;
