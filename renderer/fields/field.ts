/** A field as it is typed. Nothing runs with another value than the one that is seen: of a text that is no value it says what would do. */
import { computed, reactive, ref, watch, type Ref } from 'vue';

export interface FieldKind<T> {
  name: string;
  /** What it takes, in words. */
  takes: string;
  /** undefined: the text is no value. */
  read(text: string): T | undefined;
  write(value: T): string;
  /** Where its value is kept: the last text that was one. */
  kept: Ref<T>;
}

export interface Field {
  text: string;
  /** Why its value is none; empty: it is one. */
  readonly wrong: string;
  /** Has it say what is kept. */
  show(): void;
}

export function field<T>({ name, takes, read, write, kept }: FieldKind<T>): Field {
  const text = ref(write(kept.value));
  const value = computed(() => read(text.value));
  watch(value, (next) => next !== undefined && (kept.value = next), { flush: 'sync' });
  const wrong = computed(() => (value.value === undefined ? `${name}: ${takes}. ${text.value.trim() === '' ? 'It is empty.' : `“${text.value}” is none.`}` : ''));
  return reactive({ text, wrong, show: () => void (text.value = write(kept.value)) });
}

/** What is wrong with the first that no one can run with; empty: nothing. */
export function firstWrong(fields: readonly Field[]): string {
  return fields.find(({ wrong }) => wrong !== '')?.wrong ?? '';
}
