/** Saves what the window has: the session, a verdict, a schedule that was played. Whole or not at all. */
import path from 'node:path';
import type { CallReply, CheckedRequest } from '../../../shared/ipc/contract.ts';
import { LabError } from '../../../shared/ipc/reply.ts';
import { kernelOf } from '../../../shared/variants/kernel.ts';
import type { ExplorationRecording } from '../../recordings/exploration.ts';
import { machineFacts } from '../../recordings/machine.ts';
import { RecordingWriter } from '../../recordings/writer.ts';
import type { Lab } from '../lab.ts';
import { inWords } from './open.ts';

type Saved = CallReply<'recordings.saveSession'>;

export function saveSession({ sessions, ...lab }: Lab, { suggestedName, notes }: CheckedRequest<'recordings.saveSession'>): Promise<Saved> {
  if (!sessions.canSave) throw new LabError('no-session', 'There is no session to save. Run a scenario first.');
  lab.recordingJob.requireFree();
  return saveAs(lab, suggestedName, (target, name) => lab.recordingJob.run(`Saving ${name}`, async (control) => ({ remark: await sessions.save(target, notes, control) })));
}

export async function saveExploration(lab: Lab, { suggestedName, notes, scenario, kernel, memory, verdict }: CheckedRequest<'recordings.saveExploration'>): Promise<Saved> {
  const { protocol, config, objects, properties } = verdict.covers;
  const { program, sourceHash, diagnostics: [first] } = await lab.compiler.check({ scenario, protocol, config, ...(kernel && { kernel }) });
  if (!program || !sourceHash) throw new LabError('not-possible', `This verdict cannot be saved: its sources have errors (${first?.file}:${first?.line}: ${first?.message}).`);
  const meta = { title: program.title, protocol, config, objects, properties, memory, sourceHash, ...made(lab) };
  return write(lab, suggestedName, { meta, sources: [scenario, ...(kernel ?? kernelOf(protocol))], verdict, notes });
}

export async function savePlayed(lab: Lab, { suggestedName, notes, scenario, kernel, memory, player }: CheckedRequest<'recordings.savePlayed'>): Promise<Saved> {
  const { about, verdict } = await lab.players.call(player, 'record');
  return write(lab, suggestedName, { meta: { ...about, memory, ...made(lab) }, sources: [scenario, ...(kernel ?? kernelOf(about.protocol))], verdict, notes });
}

function made({ version }: Lab) {
  return { faultline: version, machine: machineFacts(), endedAt: new Date().toISOString() };
}

function write(lab: Lab, suggestedName: string, exploration: ExplorationRecording): Promise<Saved> {
  return saveAs(lab, suggestedName, async (target) => {
    const recording = await RecordingWriter.create(target);
    try {
      await recording.exploration(exploration);
    } catch (error) {
      await recording.discard();
      throw error;
    }
    return { remark: null };
  });
}

/** Asks the person where to. `work` answers null when they ended it. */
async function saveAs({ chooseRecordingTarget, recordingFiles }: Pick<Lab, 'chooseRecordingTarget' | 'recordingFiles'>, suggestedName: string, work: (target: string, name: string) => Promise<{ remark: string | null } | null>): Promise<Saved> {
  const target = await chooseRecordingTarget(`${suggestedName}.faultline`);
  if (target === null) return null;
  const name = path.basename(target);
  const done = await inWords(name, 'written', () => work(target, name));
  if (!done) return null;
  await recordingFiles.grant(target);
  return { path: target, name, ...done };
}
