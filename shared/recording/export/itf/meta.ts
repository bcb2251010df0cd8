/** What an exported trace keeps beside its states, so that the lab can read it again: all that a recording has but what replaying tells anew. */
import { coverageSchema, figuresSchema, violationKind } from '../../../explore/verdict-schema.ts';
import { outcomes, type Verdict } from '../../../explore/verdict.ts';
import { z } from '../../../ipc/schema.ts';
import { recordedSources } from '../../contents.ts';
import { explorationMeta } from '../../exploration.ts';
import type { PlayedSubject } from '../subjects.ts';

export const ITF_FORMAT = 'ITF';
export const ITF_DESCRIPTION = 'https://apalache-mc.org/docs/adr/015adr-trace.html';
const text = z.string().max(10_000);
/** Characters of a schedule as text (engine/replay/token.ts). */
const token = z.string().max(1 << 20);

/** `#meta.faultline` */
export const itfMeta = z.object({
  version: z.literal(1),
  meta: explorationMeta,
  sources: recordedSources,
  outcome: z.enum(outcomes),
  reason: text.nullable(),
  sometimes: z.array(z.object({ name: text, seen: z.boolean() })).max(1000),
  unreached: z.array(z.object({ file: text, line: z.int().min(1) })).max(100_000).nullable(),
  figures: figuresSchema,
  covers: coverageSchema,
  kind: violationKind,
  property: text.nullable(),
  message: text,
  stack: z.array(z.object({ fn: text, file: text, line: z.int().min(0) })).max(1000),
  shortest: z.boolean(),
  /** Not said by verdicts before it was known. */
  fewest: z.boolean().optional(),
  /** Null: no step is taken. */
  token: token.nullable(),
  /** The nearest run that ends well, how many steps it shares, and whether none shares more. */
  passing: z.object({ common: z.int().min(0).max(100_000), nearest: z.boolean().optional(), token }).nullable(),
});
export type ItfMeta = z.infer<typeof itfMeta>;

export function itfMetaOf({ meta, sources, verdict, violation, passingToken }: PlayedSubject): ItfMeta {
  const { kind, property, message, stack, shortest, fewest, passing } = violation;
  return {
    version: 1, meta, sources, outcome: verdict.outcome, reason: verdict.reason, sometimes: verdict.sometimes, unreached: verdict.unreached, figures: figuresOf(verdict), covers: verdict.covers,
    kind, property, message, stack, shortest, ...(fewest !== undefined && { fewest }),
    token: violation.token,
    passing: passing && passingToken !== null ? { common: passing.common, ...(passing.nearest !== undefined && { nearest: passing.nearest }), token: passingToken } : null,
  };
}

function figuresOf({ states, transitions, unexpanded, depth, bytes, ms }: Verdict): ItfMeta['figures'] {
  return { states, transitions, unexpanded, depth, bytes, ms };
}

/** Of a trace, as far as reading it again goes: the actions say which steps were taken. */
const integer = z.object({ '#bigint': z.string().regex(/^-?\d{1,10}$/) }).transform((each) => Number(each['#bigint']));
export const itfTrace = z.object({
  '#meta': z.object({ faultline: itfMeta }),
  states: z.array(z.object({ action: z.object({ number: integer, choice: integer }) })).min(1).max(100_001),
  loop: z.int().min(0).max(100_000).optional(),
});
export type ItfTrace = z.infer<typeof itfTrace>;
