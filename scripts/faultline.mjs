#!/usr/bin/env node
import path from 'node:path';
import { ensureBuild } from './setup/build.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { ensureImages } from './setup/images.mjs';
import { root } from './setup/paths.mjs';
import { runMain } from './setup/process.mjs';

/** `npx faultline …`: the command line, in this very process once there is something to run. */
await runMain(async () => {
  await ensureDependencies();
  // Who has waited for a build of the lab waits for the whole of it.
  if (await ensureBuild()) await ensureImages();
});
if (!process.exitCode) {
  const cli = path.join(root, 'out/main/cli.js');
  process.argv[1] = cli;
  await import(cli);
}
