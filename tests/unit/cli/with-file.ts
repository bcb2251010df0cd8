/** A file for a command to read, there as long as it is used. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export async function withFile(text: string, use: (file: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'faultline-'));
  const file = path.join(folder, 'mine.ts');
  await writeFile(file, text);
  await use(file);
  await rm(folder, { recursive: true });
}
