/** Words of the search's memory that the engine reads and writes (bytes; as in runtime/control.ts), and what its code answers. */

/** A worker's own. */
export const CONTROL = {
  choices: 0, returned: 12, atState: 16, atThread: 20, atChoice: 24, steps: 28, states: 32, transitions: 36, expanded: 40, condition: 48,
  claimed: 52, claimEnd: 56, reduce: 64, sought: 80, queued: 84, sleeps: 100, persistent: 108, looksAhead: 116, whole: 120, putOff: 124, bound: 128, deep: 132, depth: 144, deepest: 148, evaluated: 152, symmetric: 156, remembers: 160,
} as const;

/**
 * All workers'. What comes after `leaders` is the engine's alone, but for `crew`, and what scouting and amending ask (the last nine, on a line that
 * a pass hardly ever writes to). What each claim and each arrival changes is on cache lines of its own, as the others read the first one for every step.
 */
export const SHARED = {
  level: 0, levelEnd: 4, claim: 8, tight: 12, leaders: 16,
  leadersBefore: 20, grownAt: 24, phase: 28, paused: 32, moving: 36, crew: 44, most: 48, unfinished: 52, mostKibibytes: 56, mostLevels: 60,
  levelClaimed: 64, arrived: 128, generation: 132,
  beam: 192, levelSize: 196, seed: 200, passedOver: 204, amends: 208, amendsFrom: 212, amending: 216, spoilt: 220, outdated: 224,
} as const;

export const RESULT = { running: 0, levelDone: 1, deadlock: 2, conditionFalse: 3, tight: 5, pathFull: 6 } as const;

/** Entries of the ring of words that an observer looked at (runtime/access.ts). */
export const LOOKED = 32;

/** How a stretch of a thread ends: the next step is ready, there is more local work (a call or return), or nothing has changed. `chose`: of what runs before the threads. */
export const STATUS = { stopped: 0, goOn: 1, blocked: 2, chose: 3 } as const;

/** Failures that only exploring knows, beside those of live/abi.ts. */
export const SEARCH_FAIL = { pool: 11, property: 12, leak: 13, full: 14, reached: 20, buffer: 15, stores: 16, names: 17, bound: 18, choices: 19 } as const;
