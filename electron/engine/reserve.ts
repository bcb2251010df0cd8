const PAGE = 65536;
/** An address has 32 bits. */
const MOST_PAGES = 65536;

/** The machine cannot give what is needed: the addresses that a memory may need, open files, threads. */
export class NoRoom extends Error {}

/** Null: it is something else that went wrong. */
export function noRoomIn(error: unknown): NoRoom | null {
  if (error instanceof NoRoom) return error;
  const { code, message } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  const files = /\bE[MN]FILE\b/.exec(`${code} ${message}`)?.[0];
  if (files) return new NoRoom(`There may not be as many open files as this needs (${files}): each thread takes some. Allow more (ulimit -n), or ask for fewer threads or workers.`, { cause: error });
  return code === 'ERR_WORKER_INIT_FAILED' ? new NoRoom(`The machine cannot start as many threads as this needs (${message}). End other programs, or ask for fewer threads or workers.`, { cause: error }) : null;
}

/**
 * Memory that threads share, `pages` of 64 KiB; the machine gives it page by page where it is used. Throws `NoRoom` when so much cannot be
 * addressed, or not even reserved: engines keep up to 10 GB of addresses for each such memory, and only let go of them when it is collected.
 */
export function reserveMemory(pages: number): WebAssembly.Memory {
  const size = `${Math.ceil((pages * PAGE) / 2 ** 20).toLocaleString('en')} MiB`;
  if (pages > MOST_PAGES) throw new NoRoom(`This needs ${size} of memory, and a WebAssembly memory has 4,096 MiB at most. Ask for less: a smaller heap, fewer states, fewer workers.`);
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new NoRoom(`The machine has no ${size} of memory left for this (${why}). End other programs or searches, or ask for less: a smaller heap, fewer states.`, { cause: error });
  }
}
