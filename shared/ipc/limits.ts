/** How large what crosses the bridge may be; anything beyond is refused with a clear error. */
export const limits = {
  /** Characters (and bytes on disk) of one source file: a large scenario has some ten thousand. */
  sourceChars: 1 << 20,
  pathChars: 4096,
  nameChars: 255,
  /** The dock layout, as JSON. */
  layoutChars: 256 << 10,
  /** Tabs that are there again at the next start. */
  openDocuments: 1000,
  /** Files that are looked at for changes by others: those of open documents, and of drafts. */
  watchedFiles: 1000,
  configEntries: 64,
  diagnostics: 1000,
  /** States that an exploration may store; for more, one memory of 4 GiB has no room. */
  leastStates: 1000,
  mostStates: 40_000_000,
  /** Bytes that what an exploration stores may be limited to. */
  leastStoredBytes: 2 ** 20,
  mostStoredBytes: 4 * 2 ** 30,
  /** Objects of each struct in an explored program. */
  exploredObjects: 1000,
  /** Threads that search at once. */
  searchWorkers: 64,
  /** Preemptive switches that a search may be bounded to. */
  switches: 1000,
  /** Structs whose objects the samples of a session show. */
  lookedAt: 64,
  /** Properties of a protocol. */
  properties: 1000,
  /** Files of a recorded kernel. */
  kernelFiles: 200,
  /** Steps that the player looks ahead. */
  stepsAhead: 200,
  /** A day; beyond that, a run is unlimited. */
  durationMs: 24 * 3600_000,
  /** Of the window's page, across or down. */
  pagePixels: 1 << 15,
  /** Characters of a drawing: a rectangle takes a hundred. */
  drawingChars: 32 << 20,
  /** Blocks of a recording's events in one answer. */
  blocksAtOnce: 16,
  /** Characters of a verdict in one line. */
  headlineChars: 2000,
  /** Characters of what is looked for in a recording. */
  queryChars: 200,
  /** Trace events that wait for one poll: a tenth of a second at 200 000 events a second. More at once take the window so long that a person notices. */
  eventBytesPerPoll: 20_000 * 24,
} as const;
