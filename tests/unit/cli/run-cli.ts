/** Runs the command line in this process, with the built worker, and collects what it prints. */
import { main } from '../../../electron/cli/main';
import { liveWorkerUrl } from '../engine/live/play';

const searchWorkerUrl = new URL('../../../out/main/search-worker.js', import.meta.url);
const compileWorkerUrl = new URL('../../../out/main/compile-worker.js', import.meta.url);
const exploreWorkerUrl = new URL('../../../out/main/explore-worker.js', import.meta.url);
const pageUrl = new URL('../../../out/page/', import.meta.url);
const startUrl = new URL('../../../scripts/start.mjs', import.meta.url);

export interface CliRun {
  code: number;
  stdout: string;
  stderr: string;
}

/** `columns`: prints on a terminal that is so wide. */
export async function faultline(args: string[], interrupted: AbortSignal = new AbortController().signal, onShare?: (share: number) => void, columns?: number): Promise<CliRun> {
  const output = { stdout: '', stderr: '' };
  const screen = (name: 'stdout' | 'stderr') => ({ write: (text: string) => (output[name] += text), ...(columns !== undefined && { isTTY: true, columns }) });
  const code = await main({ stdout: screen('stdout'), stderr: screen('stderr'), version: '9.9.9', liveWorkerUrl, searchWorkerUrl, exploreWorkerUrl, compileWorkerUrl, pageUrl, startUrl, interrupted, heed: () => {}, onShare }, args);
  return { code, ...output };
}
