/** Live code of shipped scenarios, kept in `out/cli/live` from the first run of each on: whoever runs it again waits for no compiler. */
import { fileURLToPath } from 'node:url';
import type { LiveImage, LiveOptions } from '../../../shared/dialect/compile.ts';
import { isAsShipped } from '../as-shipped.ts';
import { buildDigests } from '../build-digests.ts';
import type { BuildResult, ScenarioInput } from '../compile.ts';
import { inOrder, Kept } from '../kept.ts';

/** Half a megabyte each: every shipped scenario in one mode, and some in others. */
const MOST = 100;

export class KeptCode {
  private readonly files: Kept<LiveImage>;

  /** As in `Room` (kept.ts). */
  constructor(folder: string, compiler: string, most = MOST) {
    this.files = new Kept({ folder, compiler, most });
  }

  /** Of the build in a folder, `out/`; none where it does not say what it was made from. */
  static of(out: URL): KeptCode | undefined {
    const { compiler } = buildDigests(out);
    return compiler === undefined ? undefined : new KeptCode(fileURLToPath(new URL('cli/live/', out)), compiler);
  }

  find(input: ScenarioInput, options: LiveOptions): BuildResult | undefined {
    const image = ships(input) ? this.files.find(asked(input, options)) : undefined;
    return image && { diagnostics: [], image };
  }

  /** What does not ship is not kept. */
  keep(input: ScenarioInput, options: LiveOptions, { image }: BuildResult): void {
    if (image && ships(input)) this.files.keep(asked(input, options), image);
  }
}

/** From what was kept, or from a compiler in this thread, which is loaded only then. */
export async function findOrBuild(input: ScenarioInput, options: LiveOptions, kept: KeptCode | undefined): Promise<BuildResult> {
  const known = kept?.find(input, options);
  if (known) return known;
  const built = (await import('../compile.ts')).buildScenario(input, options);
  kept?.keep(input, options, built);
  return built;
}

function ships(input: ScenarioInput): boolean {
  return isAsShipped(input) && !input.backend && !input.configOf;
}

/** All that live code follows from, besides the lab's own sources: the processor, too (`emitHere`). */
function asked({ scenario, protocol, config = {} }: ScenarioInput, options: LiveOptions): unknown {
  return [scenario.path, scenario.text, protocol ?? null, inOrder(config), inOrder(options), process.arch];
}
