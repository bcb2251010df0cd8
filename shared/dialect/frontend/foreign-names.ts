/** Names that mean something elsewhere, and in the dialect nothing. */
import type ts from 'typescript';
import { hostName } from './host-names.ts';
import { linuxName } from './linux-names.ts';
import type { Lowering, Value } from './lowering.ts';

/** Complains about such a name, with what to use instead; undefined for any other. */
export function foreignName(f: Lowering, node: ts.Identifier): Value | undefined {
  const host = hostName(node);
  if (host) return f.error(node, 'host-name', host);
  const linux = linuxName(node);
  return linux === undefined ? undefined : f.error(node, 'linux-name', linux);
}
