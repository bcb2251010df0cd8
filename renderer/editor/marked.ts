/** What other panes want marked in the sources. Apart from the editor, which is loaded later than they are. */
import { shallowRef } from 'vue';

export interface Line {
  /** As the program calls it. */
  file: string;
  line: number;
  /** The document that it is in, where that is known: others may be called the same. */
  documentId?: string | undefined;
}

export interface ThreadLine extends Line {
  name: string;
  /** It took the last step. */
  ran: boolean;
  /** It can go on. */
  ready: boolean;
}

/** The line of the step that is looked at. */
export const markedLine = shallowRef<Line | null>(null);

/** Where each thread of a played schedule stands. */
export const threadLines = shallowRef<readonly ThreadLine[]>([]);
