/** What a verdict on a text is about, as a hash: the text, and the kernel that ships with the lab. Another kernel may come to another verdict. */
import { kernelSources } from '../../shared/sources/index.ts';
import { hashOf } from '../hash.ts';

let kernel: string | null = null;

export function aboutOf(text: string): string {
  kernel ??= hashOf(kernelSources.map((source) => [source.path, source.text]));
  return hashOf([kernel, text]);
}
