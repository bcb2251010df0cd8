/** Goes to a place of the session's program. */
import { useReveal, type Reveal } from '../editor/useReveal.ts';
import { useDocuments } from '../stores/documents.ts';
import { useSession } from '../stores/session.ts';

export function useSessionSource(): Reveal {
  const documents = useDocuments();
  const session = useSession();
  const { reveal, revealOrTell } = useReveal();
  /** Saved under another name meanwhile, it is that one. */
  const made = (): string | undefined => (session.documentId === null ? undefined : documents.nameNow(session.documentId));
  return {
    reveal: (place, { focus } = { focus: true }) => reveal(place, { focus, made: made() }),
    revealOrTell: (place, { focus } = { focus: true }) => revealOrTell(place, { focus, made: made() }),
  };
}
