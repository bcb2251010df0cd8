import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { ref } from 'vue';
import { LabError } from '../../../../shared/ipc/reply.ts';
import { WrongValue } from '../../../../renderer/fields/wrongValue.ts';
import { useNotices } from '../../../../renderer/stores/notices.ts';

beforeEach(() => setActivePinia(createPinia()));
const said = (): string[] => useNotices().notices.map(({ message }) => message);
const broken = (message: string) => () => Promise.reject(new Error(message));

describe('what a person tries', () => {
  it('has its error until it is tried again, and succeeds or not', async () => {
    const { attempt } = useNotices();
    await attempt('export', broken('the disk is full'));
    await attempt('opening', broken('no such file'));
    expect(said()).toEqual(['the disk is full', 'no such file']);
    const again = attempt('export', broken('the folder is gone'));
    expect(said()).toEqual(['no such file']);
    await again;
    expect(said()).toEqual(['no such file', 'the folder is gone']);
    await attempt('export', () => {});
    expect(said()).toEqual(['no such file']);
  });

  it('has its error when it fails at once, too', async () => {
    await useNotices().attempt('export', () => { throw new Error('nothing to export'); });
    expect(said()).toEqual(['nothing to export']);
  });

  it('has an error of waiting for something else until that is over, or until it is tried again', async () => {
    const notices = useNotices();
    const busy = () => Promise.reject(new LabError('busy', 'Another recording is being read.'));
    await notices.attempt('export', busy);
    await notices.attempt('export', () => {});
    expect(said()).toEqual([]);
    await notices.attempt('export', busy);
    notices.settle('busy');
    expect(said()).toEqual([]);
  });

  it('has an error about what a field holds until it holds something else', async () => {
    const seed = ref('-1');
    await useNotices().attempt('running', () => { throw new WrongValue('“-1” is none.', () => seed.value); });
    await useNotices().attempt('export', broken('the disk is full'));
    seed.value = '12';
    expect(said()).toEqual(['the disk is full']);
  });
});

describe('what the lab does by itself', () => {
  it('has its error said once, until it goes right', async () => {
    const notices = useNotices();
    await notices.upkeep('drafts', broken('the disk is full'));
    const [first] = notices.notices;
    await notices.upkeep('drafts', broken('the disk is full'));
    expect(notices.notices).toEqual([first]);
    await notices.upkeep('drafts', broken('the folder is gone'));
    expect(said()).toEqual(['the folder is gone']);
    await notices.upkeep('drafts', async () => {});
    expect(said()).toEqual([]);
    await notices.upkeep('drafts', broken('the folder is gone'));
    expect(said()).toEqual(['the folder is gone']);
  });

  it('is not said again once it was dismissed, while it fails in the same way', async () => {
    const notices = useNotices();
    await notices.upkeep('drafts', broken('the disk is full'));
    notices.clear();
    await notices.upkeep('drafts', broken('the disk is full'));
    expect(said()).toEqual([]);
  });
});
