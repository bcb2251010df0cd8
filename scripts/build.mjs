import { ensureBuild } from './setup/build.mjs';
import { runMain } from './setup/process.mjs';

await runMain(ensureBuild);
