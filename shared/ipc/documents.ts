/** What the main process keeps for the window: files, drafts, settings, the workspace. */
import { defaultExploreLimits, exploreLimits } from './explore-limits.ts';
import { limits } from './limits.ts';
import { z } from './schema.ts';

export const sourceText = z.string().max(limits.sourceChars);
/** The scenario as it stands in the editor; `path` is how diagnostics and stack frames will call it. */
export const scenarioSource = z.object({ path: z.string().regex(/^scenarios\/[^/]{1,200}\.ts$/), text: sourceText });
export const filePath = z.string().min(1).max(limits.pathChars);
/** `file:/home/…`, `shipped:NAME`, `untitled:N`, `kernel:PATH`. */
export const documentId = z
  .string()
  .max(limits.pathChars + 16)
  .regex(/^(file|shipped|untitled|kernel):./s);

export const openedFile = z.object({ path: filePath, name: z.string().max(limits.nameChars), text: sourceText });
export type OpenedFile = z.infer<typeof openedFile>;

/**
 * Text that the person typed and has not saved. `name` is shown where the document's own name is not known any more; `saved` is the
 * text it began from, by which a file that has changed since is known. Earlier drafts do not have it.
 */
export const draft = z.object({ id: documentId, name: z.string().min(1).max(limits.nameChars), text: sourceText, saved: sourceText.optional() });
export type Draft = z.infer<typeof draft>;

export const workspace = z.object({
  open: z.array(documentId).max(limits.openDocuments),
  active: documentId.nullable(),
});
export type Workspace = z.infer<typeof workspace>;

export const runMode = z.enum(['trace', 'throughput']);

/** Values of the kernel's `config(...)` switches. */
export const configValues = z
  .record(z.string().regex(/^[A-Za-z_]\w{0,63}$/), z.union([z.boolean(), z.int32()]))
  .refine((values) => Object.keys(values).length <= limits.configEntries, 'too many config values');
export type ConfigValues = z.infer<typeof configValues>;

export const [LEAST_ZOOM, MOST_ZOOM] = [0.5, 3];

/** What has a default was not there in settings that were kept earlier. */
export const settings = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  fontSize: z.int().min(8).max(32),
  /** Of the whole window; 1 is 100 %. */
  zoom: z.number().min(LEAST_ZOOM).max(MOST_ZOOM).default(1),
  motion: z.enum(['system', 'reduced']).default('system'),
  /** Memory for the timeline's slices and sums, MB. */
  timelineMb: z.int().min(16).max(4096).default(256),
  /** The tour was taken, or declined. */
  tourSeen: z.boolean().default(false),
  mode: runMode,
  /** 0 draws a new seed for each run. */
  seed: z.int().min(0).max(0xffffffff),
  /** null: until stopped. */
  durationMs: z.int().min(1).max(limits.durationMs).nullable(),
  explore: exploreLimits,
  /** Settings that were stored before there was such a thing say nothing: yes. */
  formatOnSave: z.boolean().default(true),
  /** Lines that are longer than the editor is wide go on below. */
  wordWrap: z.boolean().default(false),
});
export type Settings = z.infer<typeof settings>;

export const defaultSettings: Settings = { theme: 'system', fontSize: 13, zoom: 1, motion: 'system', timelineMb: 256, tourSeen: false, formatOnSave: true, wordWrap: false, mode: 'trace', seed: 0, durationMs: null, explore: defaultExploreLimits };
