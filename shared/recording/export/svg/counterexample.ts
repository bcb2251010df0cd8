/**
 * A counterexample as a picture: a lane for each thread, steps from top to bottom, an arrow from each step to those of other threads
 * that it must come before.
 *
 * ```
 *      ab   ba
 *   1  ●            ab  changes a.locked: 0 → 1
 *   2  ╲    ●       ba  changes b.locked: 0 → 1
 *   3   ╲──►●       ba  tries to change a.locked …
 * ```
 */
import { readCounterexample, type Lane, type Row } from '../../../explore/counterexample.ts';
import type { CounterexampleSubject } from '../subjects.ts';
import { escapeXml, fillStyle, shortened, svgHead, svgText } from './document.ts';

const ROW = 22;
const LANE = 28;
const LEFT = 16;
const NUMBER = 40;
/** Of a monospaced character, roughly. */
const CHAR = 7.3;
const MOST_CHARS = 110;
const HEAD = 76;
const COLOURS = [['#08877a', '#3cc4ae'], ['#c0610f', '#f29d5b'], ['#2a6fc4', '#6aa9f4'], ['#b83b62', '#e47f9a'], ['#8a48a8', '#c78bd9'], ['#7d6f00', '#d9c95c']] as const;

export function* counterexampleToSvg({ meta, violation }: CounterexampleSubject): Generator<string> {
  const { lanes, failing: { rows } } = readCounterexample(violation);
  const names = Math.max(1, ...lanes.map(({ name }) => name.length));
  const textAt = LEFT + NUMBER + lanes.length * LANE + 12;
  const longest = Math.max(violation.message.length - names, ...rows.map(({ sentence, where }) => sentence.length + where.length + 2));
  const width = Math.ceil(textAt + (names + 2 + Math.min(MOST_CHARS, longest)) * CHAR + LEFT);
  const height = HEAD + (rows.length + 1) * ROW + 24;
  const style = COLOURS.map(([light, dark], i) => fillStyle(`lane-${i}`, { light, dark })).join('\n');
  const name = violation.property ? `${violation.property}: ${violation.message}` : violation.message;
  yield svgHead(width, height, `${meta.title}: ${name}`, `\n${style}`);
  yield svgText(LEFT, 24, shortened(meta.title, MOST_CHARS), 'head');
  yield svgText(LEFT, 44, shortened(name, MOST_CHARS + 20), 'error');
  yield lanes.map((lane, i) => laneHead(lane, i, rows.length)).join('');
  for (const [index, row] of rows.entries()) yield stepOf(row, index, rows, lanes, textAt, textAt + (names + 2) * CHAR);
  yield svgText(textAt, rowY(rows.length) + 4, violation.cycle === null ? 'here it fails' : `goes on with step ${violation.cycle + 1}, for ever`, 'error');
  yield '</svg>\n';
}

function laneHead({ name }: Lane, lane: number, steps: number): string {
  const x = laneX(lane);
  return `<line class="rule" x1="${x}" y1="${HEAD - 8}" x2="${x}" y2="${rowY(steps)}"/>\n<circle class="lane-${lane % COLOURS.length}" cx="${x}" cy="${HEAD - 8}" r="3"><title>${escapeXml(name)}</title></circle>\n`;
}

function stepOf(row: Row, index: number, rows: readonly Row[], lanes: readonly Lane[], nameAt: number, textAt: number): string {
  const y = rowY(index);
  const x = laneX(row.lane);
  const colour = `lane-${row.lane % COLOURS.length}`;
  const edges = row.step.after.map((before) => edge(laneX(rows[before]!.lane), rowY(before), x, y));
  const waits = row.waiting.filter((lane) => lane !== row.lane).map((lane) => `<circle class="edge" stroke-dasharray="2 2" cx="${laneX(lane)}" cy="${y}" r="4"><title>${escapeXml(waitText(row, lanes[lane]!))}</title></circle>\n`);
  const rule = row.switched ? `<line class="rule" x1="${LEFT}" y1="${y - ROW / 2}" x2="100%" y2="${y - ROW / 2}"/>\n` : '';
  const mark = row.mark === 'differs' ? '◆ ' : row.mark === 'repeats' ? '↻ ' : '';
  const text = `${mark}${row.sentence}`;
  return [
    rule, ...edges, ...waits,
    `<circle class="${colour}" cx="${x}" cy="${y}" r="5"><title>${escapeXml(row.step.text)}</title></circle>\n`,
    svgText(LEFT, y + 4, String(index + 1), 'dim'),
    svgText(nameAt, y + 4, row.step.name, `head ${colour}`),
    `<text x="${textAt}" y="${y + 4}">${escapeXml(shortened(text, MOST_CHARS - row.where.length))} <tspan class="dim">${escapeXml(row.where)}</tspan></text>\n`,
  ].join('');
}

function waitText({ step }: Row, { thread, name }: Lane): string {
  return `${name} ${step.blocked.find((b) => b.thread === thread)?.on ?? 'waits'}`;
}

/** From one step to a later one. */
function edge(fromX: number, fromY: number, toX: number, toY: number): string {
  const side = toX >= fromX ? -7 : 7;
  const bend = (toX + fromX) / 2;
  return `<path class="edge" d="M${fromX} ${fromY}C${bend} ${fromY} ${bend} ${toY} ${toX + side} ${toY}"/>\n<path class="edge-head" d="M${toX + side * 0.7} ${toY}l${side * 0.8} -3v6z"/>\n`;
}

function laneX(lane: number): number {
  return LEFT + NUMBER + lane * LANE + LANE / 2;
}

function rowY(index: number): number {
  return HEAD + index * ROW + ROW / 2;
}
