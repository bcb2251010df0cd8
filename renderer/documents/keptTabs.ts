/** Which tabs are there again at the next start. */
import { limits } from '../../shared/ipc/limits.ts';

/** All of them; of more than can be kept, those around the one in front. */
export function keptTabs(open: readonly string[], active: string | null): string[] {
  const most = limits.openDocuments;
  const from = Math.min(Math.max(open.indexOf(active ?? '') - most / 2, 0), Math.max(open.length - most, 0));
  return open.slice(from, from + most);
}
