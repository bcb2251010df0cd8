/** Which drafts have to be written and which have served their time. */
import type { Draft } from '../../shared/ipc/documents.ts';

/** @param kept what is on disk, by document. */
export function planDrafts(
  kept: ReadonlyMap<string, Readonly<Draft>>,
  dirty: readonly Readonly<Draft>[],
): { save: Draft[]; discard: string[] } {
  const current = new Set(dirty.map(({ id }) => id));
  const isKept = ({ id, text, saved }: Readonly<Draft>): boolean => kept.get(id)?.text === text && kept.get(id)?.saved === saved;
  return {
    save: dirty.filter((draft) => !isKept(draft)).map(({ id, name, text, saved }) => ({ id, name, text, saved })),
    discard: [...kept.keys()].filter((id) => !current.has(id)),
  };
}
