/** What each of the calls on recordings does. */
import type { Handlers } from '../ipc/answer.ts';
import type { Lab } from '../lab.ts';
import { asRecording, exportRecording } from './export.ts';
import { kindsOf } from './kinds.ts';
import { saveExploration, savePlayed, saveSession } from './save.ts';

export function recordingHandlers(lab: Lab): Pick<Handlers, Extract<keyof Handlers, `recordings.${string}`>> {
  const { recordings, recordingFiles, recordingJob, chooseRecording } = lab;
  return {
    'recordings.open': async () => {
      const chosen = await chooseRecording();
      const file = chosen === null ? null : await asRecording(lab, chosen);
      return file === null ? null : recordings.openChosen(file);
    },
    'recordings.reopen': ({ path }) => recordings.reopen(path),
    'recordings.kinds': () => kindsOf(recordingFiles),
    'recordings.forget': ({ path }) => recordingFiles.forget(path),
    'recordings.close': ({ recording }) => recordings.close(recording),
    'recordings.events': (request) => recordings.events(request),
    'recordings.find': (request) => recordings.find(request),
    'recordings.contention': (request) => recordings.contention(request),
    'recordings.lines': (request) => recordings.lines(request),
    'recordings.momentAt': (request) => recordings.momentAt(request),
    'recordings.samples': (request) => recordings.samples(request),
    'recordings.annotate': (request) => recordings.annotate(request),
    'recordings.saveSession': (request) => saveSession(lab, request),
    'recordings.saveExploration': (request) => saveExploration(lab, request),
    'recordings.savePlayed': (request) => savePlayed(lab, request),
    'recordings.export': (request) => exportRecording(lab, request),
    'recordings.cancel': () => recordingJob.cancel(),
  };
}
