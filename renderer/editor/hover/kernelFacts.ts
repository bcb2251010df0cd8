/** What the compiler knows of the names of the dialect and the kernel: asked for once for each variant of the protocol. */
import type { Facts } from '../../../shared/dialect/facts/facts.ts';
import { call } from '../../ipc/client.ts';

const known = new Map<string, Promise<ReadonlyMap<string, Facts>>>();

export function kernelFacts(protocol: string): Promise<ReadonlyMap<string, Facts>> {
  const there = known.get(protocol);
  if (there) return there;
  const asked = call('compile.facts', { protocol }).then((all) => new Map(all.map((facts) => [facts.name, facts])));
  known.set(protocol, asked);
  // Asked again the next time.
  asked.catch(() => known.delete(protocol));
  return asked;
}
