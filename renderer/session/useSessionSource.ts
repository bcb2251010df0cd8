/** Goes to a place of the session's program. */
import { usePlaces } from '../editor/usePlaces.ts';
import { useReveal, type Reveal } from '../editor/useReveal.ts';
import { useDocuments } from '../stores/documents.ts';
import { useSession } from '../stores/session.ts';

export function useSessionSource(): Reveal {
  const documents = useDocuments();
  const session = useSession();
  const { reveal, revealOrTell } = useReveal();
  /** Saved under another name meanwhile, it is that one. */
  const made = () => session.made && { ...session.made, documentId: documents.nameNow(session.made.documentId) };
  const places = usePlaces(made);
  return {
    reveal: (place, { focus } = { focus: true }) => reveal(places.now(place), { focus, made: made()?.documentId }),
    revealOrTell: (place, { focus } = { focus: true }) => revealOrTell(places.now(place), { focus, made: made()?.documentId }),
  };
}
