/** Which document a program means by what it calls a file. */
import { kindOf, nameOf, sourcePath, type LabDocument } from './document.ts';

interface Documents {
  /** The scenario that runs comes first: another of the same name may be open as well. */
  scenario: LabDocument | null;
  known: Iterable<LabDocument>;
  /** Whose tabs were closed, the last one at the end. */
  closed: readonly string[];
}

/** Answers an id, if only of what may ship. `made`: the document that the program was made from, where that is known. */
export function meantBy(file: string, { scenario, known, closed }: Documents, made?: string): string {
  const isCalled = (id: string): boolean => sourcePath({ id, kind: kindOf(id), name: nameOf(id) }) === file;
  if (made !== undefined && isCalled(made)) return made;
  const there = [scenario, ...known].find((document) => document && sourcePath(document) === file);
  // A file that is closed may be called as what ships.
  return there?.id ?? closed.findLast(isCalled) ?? file.replace(/^kernel\//, 'kernel:').replace(/^scenarios\//, 'shipped:');
}
