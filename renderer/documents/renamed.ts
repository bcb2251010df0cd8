/** What documents were called before they were saved under other names: what was run, explored or opened before that knows them so. */
import { reactive } from 'vue';

export function renamedDocuments() {
  /** Ids, and the paths that programs have for them; no name of today is among them. */
  const names = reactive(new Map<string, string>());

  /** What has this id, or this path, today. */
  function nameNow(name: string): string {
    for (let next = names.get(name); next !== undefined; next = names.get(name)) name = next;
    return name;
  }

  function renamed(from: string, to: string): void {
    names.delete(to);
    if (from !== to) names.set(from, to);
  }

  /** Something is called so again. */
  function isName(name: string): void {
    names.delete(name);
  }

  return { names, nameNow, renamed, isName };
}
