/**
 * Types that are made of others by conditions, key by key or letter by letter. None is in the dialect, and they are told by their looks, before
 * TypeScript is asked anything: a line of them may keep it busy for minutes, with gigabytes.
 */
import ts from 'typescript';
import type { Reporter } from './errors.ts';

/** Whether there are any; they are reported. */
export function reportComputedTypes(file: ts.SourceFile, reporter: Reporter): boolean {
  let isAny = false;
  const look = (node: ts.Node): void => {
    if (!ts.isConditionalTypeNode(node) && !ts.isMappedTypeNode(node) && !ts.isTemplateLiteralTypeNode(node)) return ts.forEachChild(node, look);
    isAny = true;
    reporter.error(node, 'type', 'types are not computed in the dialect: use int, uint, ulong, boolean, a struct, Embedded<…> or ArrayOf<…>');
  };
  look(file);
  return isAny;
}
