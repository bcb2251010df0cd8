/** The settings: what cannot be used of them has its first value again, a copy of the file stays beside it, and the person is told. */
import { readFile } from 'node:fs/promises';
import { defaultExploreLimits, exploreLimits } from '../../../shared/ipc/explore-limits.ts';
import { defaultSettings, settings, type Settings } from '../../../shared/ipc/documents.ts';
import type { z } from '../../../shared/ipc/schema.ts';
import { JsonFile } from './json-file.ts';
import { setAside } from './set-aside.ts';

export interface ReadSettings {
  settings: Settings;
  /** What could not be used, and where it is now: a sentence or two. */
  problem: string | null;
}

export class SettingsFile {
  readonly #path: string;
  readonly #file: JsonFile<Settings>;

  constructor(file: string) {
    this.#path = file;
    this.#file = new JsonFile(file, settings, defaultSettings);
  }

  write(value: Settings): Promise<void> {
    return this.#file.write(value);
  }

  async read(): Promise<ReadSettings> {
    const text = await readFile(this.#path, 'utf8').catch(() => null);
    if (text === null) return { settings: defaultSettings, problem: null };
    const kept = parsed(text);
    if (kept === null) return { settings: defaultSettings, problem: `The settings could not be read, and are the first ones again: the file holds no JSON object. ${await setAside(this.#path)}` };
    const unfit: string[] = [];
    const top = fitting(settings.shape, { ...kept, explore: defaultExploreLimits }, defaultSettings, '', unfit);
    // Settings that were kept before there was an explorer have no limits for it, and those from before its strategies have no word on them.
    const explore = fitting(exploreLimits.shape, { ...defaultExploreLimits, ...(isObject(kept.explore) ? kept.explore : {}) }, defaultExploreLimits, 'explore.', unfit);
    if (kept.explore !== undefined && !isObject(kept.explore)) unfit.push('explore');
    const problem = unfit.length === 0 ? null : `Of the settings, ${unfit.join(', ')} could not be used, and ${unfit.length === 1 ? 'is as it was at first' : 'are as they were at first'}. ${await setAside(this.#path)}`;
    return { settings: { ...top, explore } as Settings, problem };
  }
}

/** An object, or null. */
function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Each value by itself: one that does not fit costs none of the others. Of one that was not kept, as by a lab that had no such setting, there is nothing to tell. */
function fitting(shape: Record<string, z.ZodType>, kept: Record<string, unknown>, first: object, prefix: string, unfit: string[]): Record<string, unknown> {
  const fits: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(shape)) {
    const read = schema.safeParse(kept[name]);
    if (!read.success && Object.hasOwn(kept, name)) unfit.push(prefix + name);
    const value = read.success ? read.data : (first as Record<string, unknown>)[name];
    if (value !== undefined) fits[name] = value;
  }
  return fits;
}
