/** Where places of a program are by now: the text that it was made from may have been changed since. */
import { computed } from 'vue';
import { sourcePath } from '../documents/document.ts';
import { linesNow } from '../documents/lines.ts';
import { useDocuments } from '../stores/documents.ts';
import type { SourcePlace } from './useReveal.ts';

/** What a program was made from. */
export interface Made {
  documentId: string;
  text: string;
}

export interface Places {
  /** `changed`: the line reads otherwise, or is gone. */
  now<P extends SourcePlace>(place: P): P & { changed: boolean };
}

export function usePlaces(made: () => Made | null): Places {
  const documents = useDocuments();
  const edited = computed(() => {
    const then = made();
    const document = then && documents.known.get(then.documentId);
    return document && document.text !== then.text ? { path: sourcePath(document), lineNow: linesNow(then.text, document.text) } : null;
  });

  function now<P extends SourcePlace>(place: P): P & { changed: boolean } {
    if (edited.value?.path !== documents.nameNow(place.file)) return { ...place, changed: false };
    const { line, shift, changed } = edited.value.lineNow(place.line);
    if (changed) return { ...place, line, column: 1, endLine: line, endColumn: 1, changed };
    return {
      ...place, line, column: place.column + shift, changed,
      ...(place.endLine !== undefined && { endLine: place.endLine + line - place.line }),
      ...(place.endColumn !== undefined && { endColumn: place.endColumn + shift }),
    };
  }

  return { now };
}
