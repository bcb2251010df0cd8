/** What runtime/symmetry.ts knows of a program's symmetry, as words. Without groups it knows nothing, and takes no memory. */
import type { StepLayout } from '../layout.ts';
import type { PcTable } from '../regions.ts';
import type { Names } from './names.ts';
import type { Symmetry } from './symmetry.ts';

export type SymmetryTable = 'alikeGroups' | 'alike' | 'nameAt' | 'parts' | 'partOf' | 'nameWords' | 'codes' | 'frameNames' | 'frameAt';
export type SymmetryTables = Record<SymmetryTable, Int32Array>;

/** First and count of each group; of each thread, the first that it is like; of each part its group's first thread and their number, base and stride. */
export function symmetryTables({ groups, names }: Symmetry, layout: StepLayout, { counters }: PcTable): SymmetryTables {
  if (!names) return { alikeGroups: none, alike: none, nameAt: none, parts: none, partOf: none, nameWords: none, codes: none, frameNames: none, frameAt: none };
  const alike = Int32Array.from(layout.threads, (_, t) => groups.find(({ first, count }) => t >= first && t < first + count)?.first ?? t);
  const partOf = new Int32Array(layout.size / 4);
  // 0 for what is no name.
  const nameAt = new Int32Array(layout.size / 4);
  for (const { at, how } of names.words) nameAt[at / 4] = how + 1;
  names.parts.forEach(({ group, base, stride }, part) => partOf.fill(part + 1, base / 4, (base + stride * groups[group]!.count) / 4));
  return {
    alikeGroups: Int32Array.from(groups.flatMap(({ first, count }) => [first, count])),
    alike, partOf, nameAt,
    parts: Int32Array.from(names.parts.flatMap(({ group, base, stride }) => [groups[group]!.first, groups[group]!.count, base, stride])),
    nameWords: Int32Array.from(names.words.flatMap(({ at, how }) => [at, how])),
    codes: Int32Array.from(names.codes.flatMap(({ times, bias }) => [times, bias])),
    ...frameTables(names, counters),
  };
}

const none = new Int32Array();

/** For each program counter where its list begins: the offset of the place to return to, how many names, then offset and kind of each. */
function frameTables({ frames }: Names, counters: PcTable['counters']): Pick<SymmetryTables, 'frameNames' | 'frameAt'> {
  const list: number[] = [];
  const frameAt = Int32Array.from(counters, ({ fn, block }) => {
    const here = frames.get(fn)?.get(block);
    const at = list.length * 4;
    if (here) list.push(here.back, here.names.length, ...here.names.flatMap(({ at: offset, how }) => [offset, how]));
    return at;
  });
  return { frameNames: Int32Array.from(list), frameAt };
}
