/** What the recordings that the person opened or saved hold, so that each is offered only for what can be done with it. */
import type { CallReply } from '../../../shared/ipc/contract.ts';
import { recordingKind } from '../../recordings/kind.ts';
import type { GrantedPaths } from '../files/granted-paths.ts';

/** Without those that cannot be read: why not is told to who opens one. */
export async function kindsOf(files: Pick<GrantedPaths, 'recent'>): Promise<CallReply<'recordings.kinds'>> {
  const kinds: CallReply<'recordings.kinds'> = [];
  for (const { path } of files.recent()) {
    const kind = await recordingKind(path).catch(() => null);
    if (kind) kinds.push({ path, kind });
  }
  return kinds;
}
