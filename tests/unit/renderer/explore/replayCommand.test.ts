import { describe, expect, it } from 'vitest';
import { replayCommand } from '../../../../renderer/explore/replayCommand.ts';

const subject = { documentId: 'file:/home/me/race.scenario.ts', text: 'a', config: {}, checked: null };

describe('the command that replays a schedule', () => {
  it('names the file, the switches and the properties', () => {
    expect(replayCommand('fl1:AA', subject, 'a')).toBe('npx faultline replay --schedule fl1:AA /home/me/race.scenario.ts');
    expect(replayCommand('fl1:AA', { ...subject, config: { VMA_FREE_BATCH: 0, PER_VMA_LOCK: true, RWSEM_SPIN_ON_OWNER: false }, checked: ['I1', 'I4'] }, 'a')).toBe(
      'npx faultline replay --schedule fl1:AA /home/me/race.scenario.ts --config VMA_FREE_BATCH=0 --config PER_VMA_LOCK=y --config RWSEM_SPIN_ON_OWNER=n --property I1,I4',
    );
    expect(replayCommand('t', { ...subject, checked: [] }, 'a')).toMatch(/--property none$/);
  });

  it('calls a shipped scenario by its name', () => {
    expect(replayCommand('t', { ...subject, documentId: 'shipped:03-munmap.scenario.ts' }, 'a')).toBe('npx faultline replay --schedule t 03-munmap');
  });

  it('names the variant where it is not the scenario\'s own', () => {
    expect(replayCommand('t', { ...subject, recorded: { protocol: 'v1-rwsem-rcu' } }, 'a')).toBe('npx faultline replay --schedule t /home/me/race.scenario.ts --protocol v1-rwsem-rcu');
    expect(replayCommand('t', { ...subject, recorded: { protocol: 'v1-rwsem-rcu', kernel: [] } }, 'a')).toBeNull();
  });

  it('keeps a path together, whatever is in it', () => {
    expect(replayCommand('t', { ...subject, documentId: "file:/tmp/it's $HOME; rm.ts" }, 'a')).toBe("npx faultline replay --schedule t '/tmp/it'\\''s $HOME; rm.ts'");
  });

  it('there is none where no file has what was explored', () => {
    expect(replayCommand('t', subject, 'b')).toBeNull();
    expect(replayCommand('t', subject, undefined)).toBeNull();
    expect(replayCommand('t', { ...subject, documentId: 'untitled:1' }, 'a')).toBeNull();
  });
});
