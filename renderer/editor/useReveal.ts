/** Goes to a place in the sources: opens its document and asks the editor to show it. */
import { shallowRef } from 'vue';
import { useDocuments } from '../stores/documents.ts';
import { useLayout } from '../stores/layout.ts';
import { useNotices } from '../stores/notices.ts';
import { sourcePath } from '../documents/document.ts';

export interface SourcePlace {
  /** As the program calls it: `kernel/rwsem.ts`, `scenarios/x.scenario.ts`. */
  file: string;
  line: number;
  column: number;
  endLine?: number;
  endColumn?: number;
}

/** What the editor is to show next; a new object each time, so that the same place can be asked for twice. */
export const wanted = shallowRef<{ place: SourcePlace; focus: boolean } | null>(null);

export interface Reveal {
  /** Answers false when no document is called so. */
  reveal(place: SourcePlace, options?: { focus: boolean }): boolean;
  /** The same, and says so: until the next place is asked for. */
  revealOrTell(place: SourcePlace, options?: { focus: boolean }): void;
}

export function useReveal(): Reveal {
  const documents = useDocuments();
  const layout = useLayout();
  const notices = useNotices();

  function reveal(place: SourcePlace, { focus } = { focus: true }): boolean {
    notices.settle('place');
    // The scenario that runs comes first: another of the same name may be open as well.
    const file = documents.nameNow(place.file);
    const candidates = [documents.scenario, ...documents.known.values()];
    const id = candidates.find((document) => document && sourcePath(document) === file)?.id ?? file.replace(/^kernel\//, 'kernel:').replace(/^scenarios\//, 'shipped:');
    // The kernel is read, file after file, along a schedule or a definition: one tab does for that.
    if (!documents.show(id, id.startsWith('kernel:'))) return false;
    // Whoever made another pane fill the window steps on in it.
    if (focus || !layout.isMaximized()) layout.reveal('editor', false);
    wanted.value = { place, focus };
    return true;
  }

  function revealOrTell(place: SourcePlace, options?: { focus: boolean }): void {
    if (!reveal(place, options)) notices.fail(`${place.file} is not among the sources.`, undefined, 'place');
  }

  return { reveal, revealOrTell };
}
