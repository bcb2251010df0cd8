/** Runs the command line in this process, with the built worker, and collects what it prints. */
import { expect } from 'vitest';
import { main } from '../../../electron/cli/main';
import { reportSchemas, type ReportName } from '../../../shared/report/report-schemas.ts';
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
  if (args.includes('--json') && output.stdout !== '') holdToSchema(output.stdout);
  return { code, ...output };
}

/** What is printed for programs is one object, and has what is published of it and nothing else. */
function holdToSchema(stdout: string): void {
  const printed = JSON.parse(stdout) as { schema: ReportName };
  expect(reportSchemas[printed.schema].parse(printed)).toEqual(printed);
}
