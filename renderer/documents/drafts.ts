/** Which drafts have to be written and which have served their time. */
import type { Draft } from '../../shared/ipc/documents.ts';

export type KeptDraft = Pick<Draft, 'id' | 'text'>;

/** @param kept the text on disk, by document. */
export function planDrafts(
  kept: ReadonlyMap<string, string>,
  dirty: readonly Readonly<Draft>[],
): { save: Draft[]; discard: string[] } {
  const current = new Set(dirty.map(({ id }) => id));
  return {
    save: dirty.filter(({ id, text }) => kept.get(id) !== text).map(({ id, name, text }) => ({ id, name, text })),
    discard: [...kept.keys()].filter((id) => !current.has(id)),
  };
}
