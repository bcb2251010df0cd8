import { ensureBuild } from './setup/build.mjs';
import { ensureImages } from './setup/images.mjs';
import { runMain } from './setup/process.mjs';

/** `npm run build`: all that ships. With `--bare` without what only makes first explorations quicker, as the tests have it. */
await runMain(async () => {
  await ensureBuild();
  if (!process.argv.includes('--bare')) await ensureImages();
});
