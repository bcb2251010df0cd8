// The loads of scenarios/faults.scenario.ts that are measured, by its switches.

/** So many faults that no mapping ever gives its pages back. */
const NEVER = 2 ** 31 - 1;

export const loads = [
  { name: 'one VMA', config: { VMAS: 1, PAGES: 64, DONTNEED: 64 } },
  { name: '1024 VMAs', config: { VMAS: 1024, PAGES: 2, DONTNEED: 64 } },
  // Hardly anything but locking and unlocking.
  { name: 'one VMA, all pages present', config: { VMAS: 1, PAGES: 64, DONTNEED: NEVER } },
];
