/** What the rule is that a violation breaks, where its message does not say so itself. */
import type { ViolationKind } from '../../shared/explore/verdict.ts';
import { kinds } from './kinds.ts';
import type { NamedProperty } from './subject.ts';

export function ruleText({ kind, property, message }: { kind: ViolationKind; property: string | null; message: string }, properties: readonly NamedProperty[] | undefined): string {
  const found = properties?.find(({ name }) => name === property);
  if (!found) return kinds[kind].sentence;
  const { name, title, sentence } = found;
  return message.includes(sentence) ? '' : `${name}, ${title}: ${sentence}`;
}
