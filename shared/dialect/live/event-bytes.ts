/** Size of one trace event; its layout is the trace's (shared/trace/events.ts), which the compiled code writes. */
export const EVENT_BYTES = 24;
