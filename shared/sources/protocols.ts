/** The variants of the protocol that ship with the lab. */
import { kernelSources } from './index.ts';

const VARIANTS = 'kernel/variants/';

/** By name, in their order: `v1-rwsem`, … */
export function protocolNames(): string[] {
  return kernelSources.flatMap(({ path }) => (path.startsWith(VARIANTS) ? [path.slice(VARIANTS.length, -'.ts'.length)] : [])).sort();
}
