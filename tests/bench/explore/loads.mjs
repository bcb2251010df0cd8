// What the benchmark of the search explores. How many states each has is known only by exploring: Spin and the lab must agree.

/** Sizes of scenarios/protocol.scenario.ts, by its switches. */
export const sizes = [
  { READERS: 2, WRITERS: 1, BYSTANDERS: 1 },
  { READERS: 3, WRITERS: 2, BYSTANDERS: 1 },
  { READERS: 4, WRITERS: 2, BYSTANDERS: 1 },
  { READERS: 4, WRITERS: 2, BYSTANDERS: 2 },
  { READERS: 5, WRITERS: 2, BYSTANDERS: 1 },
].map((config) => ({ name: `${config.READERS} readers, ${config.WRITERS} writers, ${config.BYSTANDERS} bystanders`, config }));

/** Smaller ones are over before a clock can tell; they only show that both sides agree. */
export const LEAST_STATES = 50_000;

/**
 * Sizes of scenarios/race.scenario.ts, with room for so many states. Without reduction only where that ends soon. `RCU_ATOMIC`: RCU in one step;
 * else all is explored access by access.
 */
export const races = [
  { name: '1 fault, 1 munmap', config: { FAULTS: 1, WRITERS: 1 }, reductions: /** @type {const} */ (['none', 'full']), states: 1_000_000 },
  { name: '2 faults, 2 mprotects', config: { FAULTS: 2, WRITERS: 2, UNMAPS: false }, reductions: /** @type {const} */ (['full']), states: 20_000_000 },
  { name: '2 faults, munmap, mprotect; RCU in one step', config: { FAULTS: 2, WRITERS: 2, RCU_ATOMIC: true }, reductions: /** @type {const} */ (['full']), states: 40_000_000 },
  { name: '2 faults, munmap, mprotect', config: { FAULTS: 2, WRITERS: 2 }, reductions: /** @type {const} */ (['full']), states: 210_000_000 },
];
