/** The properties of the kernel that ships, read off its sources: for verdicts of what was not checked here. */
import { kernelSources } from '../../shared/sources/index.ts';
import type { NamedProperty } from './subject.ts';

const DECLARED = /^property\('(\w+)', '([^']*)', '([^']*)'/m;

export const shippedProperties: readonly NamedProperty[] = kernelSources.flatMap(({ path, text }) => {
  const [, name, title, sentence] = path.startsWith('kernel/properties/') ? (DECLARED.exec(text) ?? []) : [];
  return name !== undefined ? [{ name, title: title!, sentence: sentence! }] : [];
});
