/** Colours of categories (vocabulary.ts), for light and for dark surfaces; what they promise is in renderer/timeline/view/palette.ts, and tested there. */
export interface Fill {
  light: string;
  dark: string;
}
const teal: Fill = { light: '#08766a', dark: '#3cc4ae' };
const reader: Fill = { light: '#1f63b5', dark: '#6aa9f4' };
const writer: Fill = { light: '#a8500c', dark: '#f29d5b' };
/** A warning's colour that nobody mistakes for a reader's or a writer's. */
const waiting: Fill = { light: '#c2185b', dark: '#f06292' };
const purple: Fill = { light: '#8440a0', dark: '#c78bd9' };
const pink: Fill = { light: '#b83b62', dark: '#f0a0b8' };
const yellow: Fill = { light: '#7d6f00', dark: '#d9c95c' };
const grey: Fill = { light: '#6b7680', dark: '#8b96a0' };
const red: Fill = { light: '#b3261e', dark: '#ff8a80' };
const green: Fill = { light: '#1d7a3c', dark: '#6fcf8b' };

/** By category, or `spare N`. */
export const fills: Record<string, Fill> = {
  fault: teal,
  mmap: { light: '#3644a1', dark: '#6c87f7' },
  munmap: { light: '#a01444', dark: '#df536b' },
  mprotect: { light: '#786706', dark: '#ecd96a' },
  madvise: { light: '#776aa0', dark: '#8f88c2' },
  // Nothing happens in the tracer's pauses: they stay behind what does.
  tracer: { light: '#dde3e8', dark: '#2b323a' },
  'mmap_lock.read': reader,
  'mmap_lock.write': writer,
  'mmap_lock.wait': waiting,
  'vma_lock.read': reader,
  'vma_lock.wait': waiting,
  rcu: grey,
  'rcu.gp': yellow,
  'vma_lock.refused': red,
  abort: red,
  retry: writer,
  miss: yellow,
  wake: green,
  'vma_lock.mark': writer,
  'vma_lock.end_write_all': purple,
  'rcu.free': pink,
  zap: pink,
  'rcu.call': grey,
  'pte.install': teal,
  'spare 0': { light: '#3f6f21', dark: '#a4cf6b' },
  'spare 1': { light: '#1d6f7c', dark: '#6fd0dc' },
  'spare 2': { light: '#7a5a3a', dark: '#cfae8b' },
};
