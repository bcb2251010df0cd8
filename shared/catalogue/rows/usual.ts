/** What many rows say. */
import type { Expected } from '../row.ts';

/** The switch of most scenarios that show a mistake: the kernel as it is. */
export const FIXED = { FIXED: true };

/** Where every fault takes mmap_lock, a writer is alone whatever it forgets: verified. */
export const NO_VMA_LOCK: Readonly<Record<string, Expected>> = { 'mmap-lock-only': null };

/** The scenario's override is written for the semaphore in the VMA. */
export const ONLY_V1_LOCK = { notApplicable: 'the scenario changes the semaphore that lies in the VMA, as in v1; here the lock is made otherwise' };

export const NO_MARKS = { notApplicable: 'there are no marks' };

export const BY_ITSELF = { notApplicable: 'the scenario brings what matters of the protocol along, without the kernel' };
