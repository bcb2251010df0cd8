import { mkdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { desktopEntry, mimeType, mimeXml } from './setup/association.mjs';
import { root } from './setup/paths.mjs';
import { run, runMain, say } from './setup/process.mjs';

/** `npm run associate`: a double click on a `.faultline` file opens the lab, for this person on this machine. Linux. */
await runMain(async () => {
  if (process.platform !== 'linux') {
    say('This is for Linux desktops. Elsewhere, choose Faultline for .faultline files in the file manager.');
    return 2;
  }
  const data = process.env.XDG_DATA_HOME || path.join(homedir(), '.local/share');
  const [applications, mime] = [path.join(data, 'applications'), path.join(data, 'mime')];
  await mkdir(applications, { recursive: true });
  await mkdir(path.join(mime, 'packages'), { recursive: true });
  await writeFile(path.join(applications, 'faultline.desktop'), desktopEntry());
  await writeFile(path.join(mime, 'packages/faultline.xml'), mimeXml);
  // Desktops without these look at the files themselves.
  if ((await run('update-mime-database', [mime])).code !== 0) say('update-mime-database could not be run: log in again for the desktop to notice.');
  if ((await run('xdg-mime', ['default', 'faultline.desktop', mimeType])).code !== 0) say('xdg-mime could not be run: choose Faultline once in the file manager.');
  say(`Recordings (.faultline) are opened by the lab in ${root}. To undo this, remove faultline.desktop and faultline.xml from ${data}.`);
  return 0;
});
