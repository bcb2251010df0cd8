/** What a document is: something with text that has a tab. */

export type DocumentKind = 'shipped' | 'file' | 'untitled' | 'kernel';

export interface LabDocument {
  /** `file:/home/…`, `shipped:01-x.scenario.ts`, `untitled:1`, `kernel:rwsem.ts`. */
  readonly id: string;
  readonly kind: DocumentKind;
  name: string;
  /** The text it would go back to: on disk, as shipped, or the template. */
  saved: string;
  text: string;
}

export function kindOf(id: string): DocumentKind {
  return id.slice(0, id.indexOf(':')) as DocumentKind;
}

/** What follows the kind: a path or a name. */
export function keyOf(id: string): string {
  return id.slice(id.indexOf(':') + 1);
}

export function isDirty(document: LabDocument): boolean {
  return document.kind !== 'kernel' && document.text !== document.saved;
}

export function isScenario(document: LabDocument): boolean {
  return document.kind !== 'kernel';
}

/** What a document with this id is called, as far as the id tells. */
export function nameOf(id: string): string {
  const key = keyOf(id);
  return kindOf(id) === 'file' ? key.slice(key.lastIndexOf('/') + 1) : kindOf(id) === 'untitled' ? `untitled-${key}` : key;
}

/** How the program, and so diagnostics and stack frames, call it: `kernel/rwsem.ts`, `scenarios/x.scenario.ts`. */
export function sourcePath(document: Pick<LabDocument, 'id' | 'kind' | 'name'>): string {
  if (document.kind === 'kernel') return `kernel/${keyOf(document.id)}`;
  const name = document.name.replaceAll(/[/\\]/g, '_').slice(0, 190);
  return `scenarios/${name.endsWith('.ts') ? name : `${name}.ts`}`;
}

/** A name for saving: an untitled document has no ending yet. */
export function suggestedName(document: LabDocument): string {
  return document.name.endsWith('.ts') ? document.name : `${document.name}.scenario.ts`;
}

/** The number of the next untitled document, given those there are. */
export function nextUntitled(ids: Iterable<string>): number {
  let highest = 0;
  for (const id of ids) if (kindOf(id) === 'untitled') highest = Math.max(highest, Number(keyOf(id)) || 0);
  return highest + 1;
}
