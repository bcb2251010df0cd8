import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What tests, and the programs that they start, take for the system's folder of temporary files: gone with all in it when they have ended, or were interrupted. */
export default function temporaryFolder(): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'faultline-tests-'));
  process.env.TMPDIR = folder;
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
}
