import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useDocuments } from '../../../../renderer/stores/documents.ts';
import { useLimitFields } from '../../../../renderer/stores/limitFields.ts';
import { useMutants } from '../../../../renderer/stores/mutants.ts';
import { useRunFields } from '../../../../renderer/stores/runFields.ts';
import { useSettings } from '../../../../renderer/stores/settings.ts';
import { useVariants } from '../../../../renderer/stores/variants.ts';

// Nothing may be asked of the main process: what a field says is known before.
const asked = vi.fn();
beforeEach(() => {
  vi.stubGlobal('window', { faultline: { call: asked, listen() {} } });
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {} }));
  setActivePinia(createPinia());
  asked.mockClear();
});
afterEach(() => vi.unstubAllGlobals());

describe('a field that holds no value', () => {
  it('of the run bar is told of', () => {
    const fields = useRunFields();
    fields.seed.text = '-1';
    expect(fields.wrong).toBe('Seed: a whole number from 0 to 4294967295; empty: a new one for each run. “-1” is none.');
    fields.seed.text = '12';
    expect([fields.wrong, useSettings().settings.seed]).toEqual(['', 12]);
  });

  it('of the limits is told of, unless the strategy takes no notice of it', () => {
    const fields = useLimitFields();
    const { settings } = useSettings();
    fields.switches.text = 'few';
    expect(fields.wrong).toBe('Switches: from 0 to 1000; empty: any number. “few” is none.');
    settings.explore.strategy = 'pct';
    expect(fields.wrong).toBe('');
    fields.states.text = '';
    expect(fields.wrong).toBe('States: from 1 k to 40 M. It is empty.');
    fields.show();
    expect([fields.wrong, fields.states.text, fields.switches.text]).toEqual(['', '4 M', '']);
  });

  it('keeps mutants from being tried, by whatever way', async () => {
    useDocuments().create("thread('t', () => {});");
    const mutants = useMutants();
    mutants.time.text = '';
    await expect(mutants.start()).rejects.toThrow('Mutants, Time: a duration of at most a day, such as 30 s. It is empty.');
    expect([mutants.live, asked.mock.calls]).toEqual([false, []]);
  });

  it('keeps variants from being compared, by whatever way', async () => {
    useDocuments().create("thread('t', () => {});");
    const variants = useVariants();
    variants.fields.time.text = '1 ms';
    await expect(variants.start()).rejects.toThrow('Compare variants, Time: from 50 ms to 10 m. “1 ms” is none.');
    variants.fields.time.text = '1 s';
    variants.wanted.protocols = [];
    await expect(variants.start()).rejects.toThrow('Compare variants, Choose a variant');
    expect([variants.live, asked.mock.calls]).toEqual([false, []]);
  });
});
