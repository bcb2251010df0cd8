/** Goes to the source of a step and marks its line. */
import { markedLine } from '../editor/marked.ts';
import { useReveal, type SourcePlace } from '../editor/useReveal.ts';
import { useDocuments } from '../stores/documents.ts';
import type { Subject } from './subject.ts';

/** `subject`: what the steps are of. */
export function useStepSource(subject: () => Pick<Subject, 'documentId'> | null): { showPlace(place: SourcePlace | null, focus: boolean): void } {
  const documents = useDocuments();
  const { revealOrTell } = useReveal();

  /** `focus`: whether the editor gets it. Without, one can go on from step to step. */
  function showPlace(place: SourcePlace | null, focus: boolean): void {
    markedLine.value = place && { file: documents.nameNow(place.file), line: place.line };
    if (place) void revealOrTell(place, { focus, made: subject()?.documentId });
  }

  return { showPlace };
}
