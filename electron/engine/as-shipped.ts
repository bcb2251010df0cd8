/** What is worth keeping compiled: what a person edits is compiled anew each time, it is the shipped scenarios that come again. */
import type { SourceText } from '../../shared/dialect/diagnostics.ts';
import { scenarioSources } from '../../shared/sources/index.ts';
import { isShipped } from '../../shared/variants/kernel.ts';

/** `kernel`: the one that ships, unless given. */
export function isAsShipped({ scenario, kernel, protocol = '' }: { scenario: SourceText; kernel?: readonly SourceText[] | undefined; protocol?: string | undefined }): boolean {
  return scenarioSources.some(({ text }) => text === scenario.text) && (!kernel || isShipped(kernel, protocol));
}
