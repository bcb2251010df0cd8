/** Goes to a place in the sources: opens its document and asks the editor to show it. */
import { shallowRef } from 'vue';
import { call } from '../ipc/client.ts';
import { useDocuments } from '../stores/documents.ts';
import { useLayout } from '../stores/layout.ts';
import { useNotices } from '../stores/notices.ts';
import { keyOf, kindOf } from '../documents/document.ts';
import { meantBy } from '../documents/meant.ts';

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

interface Options {
  /** Whether the editor gets it. */
  focus: boolean;
  /** The document that the program was made from: others may be called the same. */
  made?: string | undefined;
}

export interface Reveal {
  /** At once where the document is open. Answers false when none is called so; that a file cannot be opened again is said. */
  reveal(place: SourcePlace, options?: Options): Promise<boolean>;
  /** The same, and says both: until the next place is asked for. */
  revealOrTell(place: SourcePlace, options?: Options): Promise<void>;
}

/** Counts what was asked for: a file that is read late is not shown over what was asked for since. */
let turns = 0;

export function useReveal(): Reveal {
  const documents = useDocuments();
  const layout = useLayout();
  const notices = useNotices();

  async function reveal(place: SourcePlace, { focus, made }: Options = { focus: true }): Promise<boolean> {
    const turn = ++turns;
    const { scenario, known, closed } = documents;
    const id = meantBy(documents.nameNow(place.file), { scenario, known: known.values(), closed }, made);
    const isFile = kindOf(id) === 'file' && !known.has(id);
    if (!isFile) notices.settle('place');
    // The kernel is read, file after file, along a schedule or a definition: one tab does for that.
    if (!isFile && !documents.show(id, kindOf(id) === 'kernel')) return false;
    if (isFile && !(await openAgain(id, turn))) return true;
    // Whoever made another pane fill the window steps on in it.
    if (focus || !layout.isMaximized()) layout.reveal('editor', false);
    wanted.value = { place, focus };
    return true;
  }

  /** Answers whether a file that was closed is in front again, and says why not; another place may have been asked for meanwhile. */
  async function openAgain(id: string, turn: number): Promise<boolean> {
    try {
      const file = await call('files.reopen', { path: keyOf(id) });
      if (turn !== turns) return false;
      notices.settle('place');
      return documents.show(documents.addFile(file));
    } catch (error) {
      if (turn === turns) {
        // Only now: what was said of a file that is still gone does not go and come with each step.
        notices.settle('place');
        notices.fail(error, undefined, 'place');
      }
      return false;
    }
  }

  async function revealOrTell(place: SourcePlace, options?: Options): Promise<void> {
    if (!(await reveal(place, options))) notices.fail(`${place.file} is not among the sources.`, undefined, 'place');
  }

  return { reveal, revealOrTell };
}
