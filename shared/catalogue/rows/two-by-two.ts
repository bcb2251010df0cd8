/** Two faults against two writers, a row for each pair of them: the protocol as it is. Scenario 31, in more.ts, is munmap against mprotect. */
import type { Expected, Row } from '../row.ts';

/** Minutes of searching for what differs in no step of the protocol. */
const AS_MERGED = { notApplicable: 'only where the lock lies is another than in 6.4-6.13, which is explored' };

/** `frees`: a writer frees a VMA that a fault may hold, as B01 and B02 need it. */
function against(scenario: string, writers: string, frees: boolean): Row {
  const posted: Readonly<Record<string, Expected>> = frees ? { 'v1-rwsem': 'I4', 'v1-41of41': 'I4' } : {};
  return {
    id: scenario.slice(0, 2),
    title: `Two faults against ${writers}`,
    raced: `Every interleaving of two faults with ${writers}.`,
    source: 'the protocol as it is',
    fix: frees ? 'nothing to mend, but B01 and B02' : 'nothing to mend',
    needs: 'interleaving',
    shown: {
      scenario,
      finds: { each: null, except: { ...posted, '6.4-embedded': AS_MERGED, '6.4-own-line': AS_MERGED } },
      ...(frees && { also: [{ protocol: 'v1-41of41', config: { WAKE_UP_BY_MM: true }, finds: null }] }),
    },
  };
}

export const TWO_BY_TWO_ROWS: readonly Row[] = [
  against('54-map-and-unmap', 'munmap and mmap', true),
  against('55-split-against-merge', 'a split and a merge', true),
  against('56-fork-and-protect', 'fork and mprotect', false),
  against('57-stack-and-unmap', 'a growing stack and munmap', true),
  against('58-move-and-protect', 'mremap and mprotect', true),
];
