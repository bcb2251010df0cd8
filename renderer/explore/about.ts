/** What a verdict on a text is about, as a hash: the text, and the kernel that ships with the lab. Another kernel may come to another verdict. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { kernelSources } from '../../shared/sources/index.ts';

let kernel: string | null = null;

export function aboutOf(text: string): string {
  kernel ??= hash(kernelSources.map((source) => [source.path, source.text]));
  return hash([kernel, text]);
}

function hash(content: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(content))));
}
