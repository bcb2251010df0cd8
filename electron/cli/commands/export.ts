import { readFile } from 'node:fs/promises';
import { playRecorded } from '../../engine/replay/recorded.ts';
import type { ExplorationRecording } from '../../recordings/exploration.ts';
import { type Chunks, writeWholeFile } from '../../recordings/whole-file.ts';
import { stepsToCsv } from '../../../shared/recording/export/csv/counterexample.ts';
import { countersToCsv, histogramsToCsv } from '../../../shared/recording/export/csv/session.ts';
import { counterexampleToHtml, type PageCode } from '../../../shared/recording/export/html/counterexample.ts';
import { counterexampleToItf } from '../../../shared/recording/export/itf/counterexample.ts';
import { counterexampleToPerfetto } from '../../../shared/recording/export/perfetto/counterexample.ts';
import { sessionToPerfetto } from '../../../shared/recording/export/perfetto/session.ts';
import { counterexampleToSvg } from '../../../shared/recording/export/svg/counterexample.ts';
import { sessionToSvg } from '../../../shared/recording/export/svg/session.ts';
import { playedWithOwnPlaces, sessionWithOwnPlaces, withOwnPlaces } from '../../../shared/recording/own-places.ts';
import { fileWords, isFileError } from '../../../shared/report/file-errors.ts';
import type { CounterexampleSubject, PlayedSubject, SessionSubject } from '../../../shared/recording/export/subjects.ts';
import { onlyPositional, oneOf, parseFlags } from '../flags.ts';
import { EXIT, type Command, type Host } from '../host.ts';
import { keptBy } from '../kept.ts';
import { checkOutput, createRecording, saved } from '../recording-file.ts';
import { counterexampleOf, openAny, orUnplayable, orUnreadable } from '../recorded.ts';
import { printable, size } from '../text.ts';
import { FileError, UsageError } from '../usage-error.ts';

interface Format {
  /** How often a session's events or its samples are gone through. */
  passes: number;
  /** Null: a format of the other kind of recording only. */
  session: ((session: SessionSubject, host: Host) => Chunks) | null;
  counterexample: ((subject: CounterexampleSubject) => Chunks) | null;
  /** With the states of a replay. */
  played?: (subject: PlayedSubject, host: Host) => Chunks;
}

const FORMATS: Record<string, Format> = {
  perfetto: { passes: 3, session: sessionToPerfetto, counterexample: counterexampleToPerfetto },
  itf: { passes: 0, session: null, counterexample: null, played: counterexampleToItf },
  html: { passes: 0, session: null, counterexample: null, played: async function* (subject, host) { yield* counterexampleToHtml(playedWithOwnPlaces(subject), await pageCode(host)); } },
  svg: { passes: 1, session: sessionToSvg, counterexample: counterexampleToSvg },
  csv: { passes: 1, session: countersToCsv, counterexample: stepsToCsv },
};

const SESSION_FORMATS = Object.keys(FORMATS).filter((name) => FORMATS[name]!.session !== null);

/** A recording again: of a trace that was exported from one. */
const OWN = 'faultline';

const OPTIONS = {
  format: { type: 'string' },
  table: { type: 'string' },
  output: { type: 'string', short: 'o' },
} as const;

const PROGRESS_MS = 1000;

/** `export` is a word of the language. */
export const exportRecording: Command = async (host, args) => {
  const asked = parse(args);
  try {
    return await exported(host, asked);
  } catch (error) {
    if (!host.interrupted.aborted || error !== host.interrupted.reason) throw error;
    host.stderr.write(`interrupted; ${printable(asked.output)} was not written\n`);
    return EXIT.inconclusive;
  }
};

interface Asked {
  path: string;
  format: string;
  table: 'counters' | 'histograms' | null;
  output: string;
}

function parse(args: string[]): Asked {
  const { values, positionals } = parseFlags({ args, allowPositionals: true, options: OPTIONS });
  const path = onlyPositional(positionals, 'recording');
  if (values.format === undefined) throw new UsageError(`say which format with --format: ${[...Object.keys(FORMATS), OWN].join(', ')}`);
  const format = oneOf('format', values.format, [...Object.keys(FORMATS), OWN]);
  const { output } = values;
  if (output === undefined) throw new UsageError('say where to with -o OUT');
  const table = values.table === undefined ? null : oneOf('table', values.table, ['counters', 'histograms'] as const);
  if (table !== null && format !== 'csv') throw new UsageError('--table is for --format csv');
  return { path, format, table, output };
}

/** Throws the reason of the interruption, if there is one. */
async function exported(host: Host, { path, format: name, table, output }: Asked): Promise<number> {
  await checkOutput(output, [path]);
  const passes = 1 + (FORMATS[name]?.passes ?? 0);
  const recording = await openAny(path, (times) => {
    host.interrupted.throwIfAborted();
    host.onShare?.(times / passes);
  }, keptBy(host));
  if ('exploration' in recording) {
    if (table !== null) throw new UsageError('--table is for recordings of sessions');
    if (name === OWN) return record(host, output, recording.exploration);
    return write(host, output, await chunksOf(host, path, name, counterexampleOf(path, recording.exploration)));
  }
  const { session } = recording;
  try {
    const format = table === 'histograms' ? histogramsToCsv : FORMATS[name]?.session;
    if (!format) throw new FileError(`${path} is the recording of a live session, and ${name} is for counterexamples: for sessions there are ${SESSION_FORMATS.join(', ')}`);
    return await orUnreadable(path, () => write(host, output, format(sessionWithOwnPlaces(session), host)));
  } finally {
    await session.close();
  }
}

async function pageCode({ pageUrl }: Host): Promise<PageCode> {
  const [script, style] = await Promise.all(['page.js', 'page.css'].map((name) => readFile(new URL(name, pageUrl), 'utf8')));
  return { script: script!, style: style! };
}

async function record(host: Host, output: string, exploration: ExplorationRecording): Promise<number> {
  host.heed();
  const recording = await createRecording(output);
  return (await saved(host, output, recording, () => recording.exploration(exploration))) ? EXIT.ok : EXIT.wrong;
}

async function chunksOf(host: Host, path: string, name: string, subject: CounterexampleSubject): Promise<Chunks> {
  const { counterexample, played } = FORMATS[name]!;
  if (counterexample) return counterexample(withOwnPlaces(subject));
  if (!played) throw new FileError(`${path} is the recording of an exploration, and ${name} is for live sessions`);
  return played(await orUnplayable(path, () => playRecorded(subject, keptBy(host))), host);
}

async function write(host: Host, output: string, chunks: Chunks): Promise<number> {
  host.heed();
  let told = performance.now();
  let bytes = 0;
  const onProgress = (now: number): void => {
    bytes = now;
    if (performance.now() - told < PROGRESS_MS) return;
    told = performance.now();
    host.stderr.write(`${size(bytes)} written\n`);
  };
  try {
    await writeWholeFile(output, chunks, { signal: host.interrupted, onProgress });
  } catch (error) {
    if (isFileError(error)) throw new FileError(`cannot write ${output}: ${fileWords(error, 'writing')}`);
    throw error;
  }
  host.stderr.write(`exported to ${printable(output)} (${size(bytes)})\n`);
  return EXIT.ok;
}
