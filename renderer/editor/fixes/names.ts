/** The names that a program has, read off the texts of its sources. */
import { maskText } from '../../../shared/outline/mask.ts';

export interface Names {
  /** Functions, constants and variables at the top level; primitives of the library. */
  values: ReadonlySet<string>;
  /** The fields of each struct, from all its parts. */
  structs: ReadonlyMap<string, readonly string[]>;
}

export function namesIn(texts: readonly string[]): Names {
  const values = new Set<string>();
  const structs = new Map<string, readonly string[]>();
  for (const text of texts.map(maskText)) {
    for (const [, name] of text.matchAll(/^(?:declare )?(?:function|const|let) (\w+)/gm)) values.add(name!);
    for (const [, name, body] of text.matchAll(/^interface (\w+)(?:<[^>]*>)? \{([^}]*)\}/gm)) {
      structs.set(name!, [...(structs.get(name!) ?? []), ...[...body!.matchAll(/^\s*(?:readonly )?(\w+)\??:/gm)].map(([, field]) => field!)]);
    }
  }
  return { values, structs };
}

export function together(a: Names, b: Names): Names {
  return { values: new Set([...a.values, ...b.values]), structs: new Map([...a.structs, ...b.structs]) };
}
