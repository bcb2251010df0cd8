/** `--with FILE`: a change of the protocol that is tried on scenarios of others. */
import { type Change, changed, changeIn } from '../../shared/catalogue/change.ts';
import type { SourceText } from '../../shared/dialect/diagnostics.ts';
import { readScenario } from './scenario-file.ts';
import { UsageError } from './usage.ts';

/** Throws `UsageError`, `FileError`. */
export async function readChange(name: string): Promise<Change> {
  const { path, text } = await readScenario(name);
  const change = changeIn(path, text);
  if (!change) throw new UsageError(`--with ${name}: it overrides no kernel function. A change is one or more of override(f, (…) => { … });`);
  return change;
}

/** A scenario as it is, or with a change. Throws as `readChange`. */
export async function withChange(scenario: SourceText, { with: change }: { with?: string | undefined }): Promise<SourceText> {
  return change === undefined ? scenario : { path: scenario.path, text: changed(scenario.text, await readChange(change)) };
}
