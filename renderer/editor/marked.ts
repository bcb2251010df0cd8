/** What other panes want marked in the sources. Apart from the editor, which is loaded later than they are. */
import { shallowRef } from 'vue';

export interface ThreadLine {
  name: string;
  file: string;
  line: number;
  /** It took the last step. */
  ran: boolean;
  /** It can go on. */
  ready: boolean;
}

/** The line of the step that is looked at. */
export const markedLine = shallowRef<{ file: string; line: number } | null>(null);

/** Where each thread of a played schedule stands. */
export const threadLines = shallowRef<readonly ThreadLine[]>([]);
