import { describe, expect, it } from 'vitest';
import { exploreGoal } from '../../../../../shared/ipc/explore-goal';
import { kernelSources } from '../../../../../shared/sources/index';
import { lensesOf } from '../../../../../renderer/editor/lenses/lenses';

const scenario = `scenario({ title: 'x' });
thread('a', () => {
  f(pick(2));
  f(pick(3));
});
sometimes('seen', () => x === 1);
override(f, (a) => {
  g();
});
function empty(): void {}
`;

describe('lenses', () => {
  it('stand above what they are about', () => {
    expect(lensesOf('scenarios/x.scenario.ts', scenario).map(({ line, title }) => `${line} ${title}`)).toEqual([
      '1 Run', '1 Explore', '2 Explore to here', '4 Explore to here', '6 Find a schedule', '7 Explore to here', '7 Compare with the kernel’s', '7 Try on the catalogue',
    ]);
  });

  it('of a body ask for its first line with code', () => {
    const [thread] = lensesOf('scenarios/x.scenario.ts', scenario).filter(({ line }) => line === 2);
    expect(thread!.action).toEqual({ do: 'explore', goal: { kind: 'line', file: null, line: 3, lastLine: 4 } });
  });

  it('of kernel files name the file, offer to override, and ask what may be asked', () => {
    const { path, text } = kernelSources.find((source) => source.path === 'kernel/vma_lock.ts')!;
    const lenses = lensesOf(path, text);
    expect(lenses.filter(({ action }) => action.do === 'override')).toHaveLength([...text.matchAll(/^function /gm)].length);
    for (const { action } of lenses) if (action.do === 'explore') expect(exploreGoal.parse(action.goal)).toMatchObject({ file: path });
  });
});
