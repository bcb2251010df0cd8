/** Where places of a program are by now: the text that it was made from may have been changed since. */
import { computed } from 'vue';
import { sourcePath } from '../documents/document.ts';
import { linesNow } from '../documents/lines.ts';
import { useDocuments } from '../stores/documents.ts';
import type { Line } from './marked.ts';
import type { SourcePlace } from './useReveal.ts';

/** What a program was made from. */
export interface Made {
  documentId: string;
  text: string;
}

export interface Places {
  /** `changed`: the line reads otherwise, or is gone. */
  now<P extends SourcePlace>(place: P): P & { changed: boolean };
  /** What is to be marked for it; null: its line has changed. */
  line(place: SourcePlace): Line | null;
}

export function usePlaces(made: () => Made | null): Places {
  const documents = useDocuments();
  const document = computed(() => documents.known.get(made()?.documentId ?? ''));
  const lineNow = computed(() => {
    const [then, now] = [made()?.text, document.value?.text];
    return then === undefined || now === undefined || then === now ? null : linesNow(then, now);
  });

  function isOfText({ file }: SourcePlace): boolean {
    return document.value !== undefined && sourcePath(document.value) === documents.nameNow(file);
  }

  function now<P extends SourcePlace>(place: P): P & { changed: boolean } {
    if (!lineNow.value || !isOfText(place)) return { ...place, changed: false };
    const { line, shift, changed } = lineNow.value(place.line);
    if (changed) return { ...place, line, column: 1, endLine: line, endColumn: 1, changed };
    return {
      ...place, line, column: place.column + shift, changed,
      ...(place.endLine !== undefined && { endLine: place.endLine + line - place.line }),
      ...(place.endColumn !== undefined && { endColumn: place.endColumn + shift }),
    };
  }

  function line(place: SourcePlace): Line | null {
    const { line: at, changed } = now(place);
    return changed ? null : { file: documents.nameNow(place.file), line: at, documentId: isOfText(place) ? document.value!.id : undefined };
  }

  return { now, line };
}
