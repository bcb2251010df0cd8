/** A session's whole timeline as a picture: a lane for each thread, its rows as in the window, each pixel the category that was there longest. */
import { fills } from '../../../trace/colours.ts';
import { readEvents } from '../../../trace/read-events.ts';
import { ThreadSlices } from '../../../trace/slices.ts';
import { colourNames, type RowKind, type Vocabulary, vocabularyOf } from '../../../trace/vocabulary.ts';
import type { ThreadInfo } from '../../../trace/session.ts';
import type { SessionSubject } from '../subjects.ts';
import { Columns } from './columns.ts';
import { fillStyle, shortened, svgHead, svgText } from './document.ts';

const WIDTH = 1400;
const LEFT = 190;
const RIGHT = 20;
const COLUMNS = WIDTH - LEFT - RIGHT;
const HEAD = 70;
const ROW = 11;
const GAP = 8;
const TICKS = 10;
const NAME_CHARS = 22;

/** A row at a depth, of one thread. */
interface Line {
  kind: RowKind;
  depth: number;
  columns: Columns;
}

export async function* sessionToSvg(session: SessionSubject): AsyncGenerator<string> {
  const { meta, result } = session;
  const { threads, title } = meta.session;
  const vocabulary = vocabularyOf(meta.session.events);
  const duration = Math.max(1, result.final.time);
  const lanes = threads.map((thread) => new Lane(thread, vocabulary, duration));
  for await (const chunk of session.events()) readEvents(chunk, (time, event, thread, a, b, site) => lanes[thread]!.slices.event(time, event, a, b, site));
  for (const lane of lanes) lane.slices.end(duration);
  const shown = lanes.filter(({ lines }) => lines.length > 0);
  const used = [...new Set(shown.flatMap(({ lines }) => lines.flatMap(({ kind, columns }) => [...columns.runs()].map(({ category }) => kind.categories[category]!))))];
  const legendAt = HEAD + shown.reduce((sum, { height }) => sum + height + GAP, 0) + 20;
  yield svgHead(WIDTH, legendAt + 24 * (1 + Math.floor((used.length - 1) / 7)) + 8, `Timeline of ${title}`, `\n${used.map(({ name, colour }) => fillStyle(`c${colour}`, fillOf(name, colour))).join('\n')}`);
  yield svgText(16, 24, shortened(title, 120), 'head');
  yield svgText(16, 44, `${meta.session.protocol}, ${(duration / 1e9).toFixed(3)} s; each pixel is ${Number((duration / COLUMNS / 1e6).toPrecision(3))} ms`, 'dim');
  yield ticks(duration, legendAt - 20);
  let y = HEAD;
  for (const lane of shown) {
    yield lane.draw(y);
    y += lane.height + GAP;
  }
  if (shown.length === 0) yield svgText(16, HEAD + 14, 'The session was not recorded in trace mode, so there are no events to draw.', 'dim');
  yield used.map(({ name, colour }, i) => `<rect class="c${colour}" x="${16 + (i % 7) * 195}" y="${legendAt + 24 * Math.floor(i / 7)}" width="10" height="10"/>\n${svgText(32 + (i % 7) * 195, legendAt + 9 + 24 * Math.floor(i / 7), name)}`).join('');
  yield '</svg>\n';
}

class Lane {
  readonly slices: ThreadSlices;
  readonly lines: Line[] = [];
  private readonly byRow: (Line | undefined)[][];

  constructor(
    private readonly thread: ThreadInfo,
    private readonly vocabulary: Vocabulary,
    private readonly duration: number,
  ) {
    this.byRow = vocabulary.rows.map(() => []);
    this.slices = new ThreadSlices(vocabulary, {
      slice: (row, depth, category, start, end) => this.line(row, depth).columns.add(category, start, end),
      instant: (row, category, time) => this.line(row, 0).columns.mark(category, time),
    });
  }

  get height(): number {
    return Math.max(16, this.lines.length * ROW);
  }

  draw(top: number): string {
    const order = this.vocabulary.rows.map(({ label }) => label);
    const lines = this.lines.toSorted((x, y) => order.indexOf(x.kind.label) - order.indexOf(y.kind.label) || x.depth - y.depth);
    const rects = lines.flatMap(({ kind, columns }, i) =>
      [...columns.runs()].map(({ from, to, category, quarters }) =>
        `<rect class="c${kind.categories[category]!.colour}" x="${LEFT + from}" y="${top + i * ROW}" width="${to - from}" height="${ROW - 2}"${quarters < 4 ? ` opacity="${quarters / 4}"` : ''}/>\n`),
    );
    return `<line class="rule" x1="16" x2="${WIDTH - RIGHT}" y1="${top - GAP / 2}" y2="${top - GAP / 2}"/>\n${svgText(16, top + 11, shortened(this.thread.name, NAME_CHARS), 'head')}${rects.join('')}`;
  }

  private line(row: number, depth: number): Line {
    let line = this.byRow[row]![depth];
    if (!line) {
      const kind = this.vocabulary.rows[row]!;
      line = { kind, depth, columns: new Columns(COLUMNS, kind.categories.length, this.duration) };
      this.byRow[row]![depth] = line;
      this.lines.push(line);
    }
    return line;
  }
}

function ticks(duration: number, bottom: number): string {
  return Array.from({ length: TICKS + 1 }, (_, i) => {
    const x = LEFT + (COLUMNS * i) / TICKS;
    return `<line class="rule" x1="${x}" x2="${x}" y1="${HEAD - 8}" y2="${bottom}"/>\n${i < TICKS ? svgText(x + 3, HEAD - 10, `${((duration * i) / TICKS / 1e9).toFixed(2)} s`, 'dim') : ''}`;
  }).join('');
}

function fillOf(name: string, colour: number): { light: string; dark: string } {
  return fills[name] ?? fills[colourNames[colour]!]!;
}
