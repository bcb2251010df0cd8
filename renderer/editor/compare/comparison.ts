/** What the editor shows side by side: a document as it stands, and what it is compared with. */
import { shallowRef } from 'vue';

export interface Comparison {
  documentId: string;
  /** `The kernel’s vma_write_lock`, `On disk`. */
  left: string;
  right: string;
  /** Of the document, what is compared of it begins there: seen first where nothing differs. */
  line?: number;
  /** What it is compared with, for the document's text of the moment; null when there is nothing any more. */
  original(text: string): string | null;
}

export const comparison = shallowRef<Comparison | null>(null);
