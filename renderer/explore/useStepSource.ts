/** Goes to the source of a step and marks its line. */
import { markedLine } from '../editor/marked.ts';
import { usePlaces, type Made } from '../editor/usePlaces.ts';
import { useReveal, type SourcePlace } from '../editor/useReveal.ts';

/** `subject`: what the steps are of. */
export function useStepSource(subject: () => Made | null): { showPlace(place: SourcePlace | null, focus: boolean): void } {
  const places = usePlaces(subject);
  const { revealOrTell } = useReveal();

  /** `focus`: whether the editor gets it. Without, one can go on from step to step, and nothing is shown for a line that has changed. */
  function showPlace(place: SourcePlace | null, focus: boolean): void {
    markedLine.value = place && places.line(place);
    if (place && (markedLine.value || focus)) void revealOrTell(places.now(place), { focus, made: subject()?.documentId });
  }

  return { showPlace };
}
