/**
 * What recordings of earlier formats lack or say differently. A block's JSON goes through every upgrade from its file's version on, before
 * it is checked: schemas know the present format alone.
 *
 * ```
 *   1.0 ──► 1.1 ──► 1.2 ──► 1.3      to add one: raise VERSION (format.ts), add a row here, and a file of the version before to tests/recordings
 * ```
 */
export interface FormatVersion {
  major: number;
  minor: number;
}

type Json = Record<string, unknown>;

interface Upgrade {
  /** The version that it makes. */
  to: FormatVersion;
  /** By type of block; those that are not named stay as they are. May change what it is given. */
  blocks: Readonly<Record<string, (json: Json) => void>>;
}

export const UPGRADES: readonly Upgrade[] = [
  // 1.1 added the recordings of explorations: what there was before did not change.
  { to: { major: 1, minor: 1 }, blocks: {} },
  // While 1.1 was written, verdicts learnt of starvation, bounds, goals, lassos and lines, and the types of callbacks of what they take;
  // from 1.2 on they always say.
  { to: { major: 1, minor: 2 }, blocks: { vrdt: upgradeVerdict, meta: upgradeMeta } },
  // 1.3 added the index of a session's recording, and the end says where it is.
  { to: { major: 1, minor: 3 }, blocks: { 'end ': (end) => fill(end, { index: null }) } },
];

/** What a block's JSON says in the present format. What is no object is left to its schema. */
export function upgraded(type: string, json: unknown, from: FormatVersion): unknown {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return json;
  for (const { to, blocks } of UPGRADES) {
    if (isBefore(from, to) && Object.hasOwn(blocks, type)) blocks[type]!(json as Json);
  }
  return json;
}

export function isBefore(a: FormatVersion, b: FormatVersion): boolean {
  return a.major < b.major || (a.major === b.major && a.minor < b.minor);
}

function upgradeVerdict(verdict: Json): void {
  fill(verdict, { witness: null, unreached: null });
  fill(objectIn(verdict, 'covers'), { fairness: null, maxSwitches: null, goal: null });
  fill(objectIn(verdict, 'violation'), { cycle: null });
}

/** Nothing but the texts of types says what a callback takes, so that nothing is a good guess. */
function upgradeMeta(meta: Json): void {
  for (const struct of listIn(objectIn(meta, 'session'), 'structs')) {
    for (const field of listIn(struct, 'fields')) {
      for (let type = objectIn(field, 'type'); type !== null; type = objectIn(type, 'element')) if (type['kind'] === 'callback') fill(type, { params: 0, returnsValue: false });
    }
  }
}

function fill(json: Json | null, defaults: Json): void {
  if (json) for (const [key, value] of Object.entries(defaults)) if (!Object.hasOwn(json, key)) json[key] = value;
}

function objectIn(json: Json, key: string): Json | null {
  const value = Object.hasOwn(json, key) ? json[key] : null;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
}

/** Its elements that are objects. */
function listIn(json: Json | null, key: string): Json[] {
  const value = json && Object.hasOwn(json, key) ? json[key] : null;
  return Array.isArray(value) ? value.filter((each): each is Json => typeof each === 'object' && each !== null && !Array.isArray(each)) : [];
}
