/** What the recording of an exploration holds, made of plain values. */
import { machineFacts } from '../../../electron/recordings/machine';
import type { Verdict } from '../../../shared/explore/verdict';
import type { ExplorationMeta } from '../../../shared/recording/exploration';

export const explorationMeta: ExplorationMeta = {
  faultline: '0.1.0', machine: machineFacts(), endedAt: '2026-01-01T00:00:00.000Z', title: 'Größe', protocol: 'v1-rwsem', config: { PER_VMA_LOCK: true }, objects: 8,
  properties: ['I1'], sourceHash: 'abc',
};
export const verdict: Verdict = {
  outcome: 'verified', violation: null, reason: null, states: 3, transitions: 4, unexpanded: 0, depth: 2, bytes: 64, ms: 1.5, sometimes: [], unreached: null, witness: null,
  covers: {
    protocol: 'v1-rwsem', overrides: [], config: {}, threads: [{ name: 't', repeat: 1 }], objects: 8, memoryModel: 'sequential consistency', strategy: 'exhaustive', fairness: null, maxSwitches: null, goal: null, reductions: [], symmetry: { threads: [], refused: [] },
    sequenceBits: 32, properties: ['I1'], conditions: [], assumed: [],
  },
};
