import { statSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Long files and short ones to each shard, where vitest would go by hashes of their names. */
class BySize extends BaseSequencer {
  override async shard(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { index, count } = this.ctx.config.shard!;
    const size = ({ moduleId }: TestSpecification): number => statSync(moduleId).size;
    const longestFirst = [...files].sort((a, b) => size(b) - size(a) || (a.moduleId < b.moduleId ? -1 : 1));
    // Dealt to and fro: 1 2 2 1 1 2 …
    return longestFirst.filter((_, i) => (Math.floor(i / count) % 2 === 0 ? i % count : count - 1 - (i % count)) === index - 1);
  }
}

/** End-to-end tests drive the real lab in real Electron, one window at a time on a display. */
export default defineConfig({
  test: {
    include: ['tests/e2e/**/*.test.ts'],
    globalSetup: ['tests/temporary-folder.ts'],
    fileParallelism: false,
    sequence: { sequencer: BySize },
    // Files share what they import.
    isolate: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
