import { nameOf } from '../documents/document.ts';
import type { Subject } from '../explore/subject.ts';

/** An exploration in one line. `front`: the scenario in front; the verdict may be on another one, which is named then. */
export function explorationLine(text: string, subject: Pick<Subject, 'documentId'> | null, front: { id: string } | null): string {
  return subject && subject.documentId !== front?.id ? `${text}  ·  ${nameOf(subject.documentId)}` : text;
}
