/** What the views of the inspector are of. */
import type { AddressSpace } from '../../shared/inspect/address-space.ts';
import type { Memory } from '../../shared/inspect/memory.ts';
import type { Told } from '../../shared/inspect/told.ts';

export interface Looked {
  memory: Memory;
  /** One step earlier; null where there are no steps. */
  before: Memory | null;
  told: Told;
  spaces: readonly AddressSpace[];
  /** Where it is from, in words. */
  source: string;
}
