/** The schedule that is played: its steps, how many of them are taken, and the state there. The main process's player has the program. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { Site } from '../../shared/dialect/ir.ts';
import type { Action, Step } from '../../shared/explore/verdict.ts';
import type { PlayerOpening } from '../../shared/ipc/player.ts';
import type { LineChange, LineEnd, PassingRun } from '../../shared/replay/player.ts';
import type { PlayedProgram } from '../../shared/replay/state.ts';
import { readCounterexample } from '../../shared/explore/counterexample.ts';
import { playedLanes } from '../player/lanes.ts';
import { shownStates } from '../player/shownStates.ts';
import type { Subject } from '../explore/subject.ts';
import { call } from '../ipc/client.ts';

export type PlayerStatus = 'empty' | 'opening' | 'ready' | 'failed';

/** While a schedule is opened. */
const POLL_MS = 200;
const NOTHING: LineEnd = { fault: null, over: false };

export const usePlayer = defineStore('player', () => {
  const status = ref<PlayerStatus>('empty');
  /** How far its opening is; null until the scenario is compiled. */
  const opening = shallowRef<{ taken: number; of: number } | null>(null);
  /** Why it could not be opened. */
  const failure = ref('');
  const subject = shallowRef<Subject | null>(null);
  /** What was asked for, of what. */
  const opened = shallowRef<(Pick<PlayerOpening, 'schedule' | 'cycle'> & { subject: Subject }) | null>(null);
  const program = shallowRef<PlayedProgram | null>(null);
  const steps = shallowRef<readonly Step[]>([]);
  /** What is to hold, by number; which of it each step has to do with; and what each touches, by name. */
  const rules = shallowRef<readonly string[]>([]);
  const rulesOfSteps = shallowRef<readonly number[][]>([]);
  const touchesOfSteps = shallowRef<readonly string[][]>([]);
  const sites = shallowRef<readonly Site[]>([]);
  const line = shallowRef<Omit<LineChange, 'common' | 'steps' | 'rules' | 'touches' | 'sites' | 'at'>>({ cycle: null, own: null, end: NOTHING, canUndo: false, canRedo: false });
  /** The nearest run that ends well, to a schedule that fails. */
  const passing = shallowRef<Pick<PassingRun, 'common' | 'nearest' | 'steps'> | null>(null);
  /** Steps taken. */
  const at = ref(0);
  const playing = ref(false);
  /** Counts the changes of the schedule: what was found out about one is nothing about the next. */
  const version = ref(0);
  let id = -1;
  /** Counts what was opened, so that an older one's answers are known as such. */
  let turns = 0;
  const { state, previous, show, look, forgetFrom, clear } = shownStates({
    // While another is opened there is none to ask: that looks by itself.
    player: () => (id >= 0 && status.value !== 'opening' ? id : null),
    step: () => at.value,
    last: () => steps.value.length,
    schedule: () => `${turns} ${version.value}`,
  });

  const ready = computed(() => status.value === 'ready');
  const lanes = computed(() => (program.value ? playedLanes(program.value, new Set([...steps.value, ...(passing.value?.steps ?? [])].map(({ thread }) => thread))) : []));
  const shown = computed(() =>
    readCounterexample({ steps: [...steps.value], sites: [...sites.value], threads: [], passing: passing.value, cycle: line.value.cycle }, lanes.value),
  );
  const rows = computed(() => shown.value.failing.rows);
  /** The step taken last; null: none is. */
  const row = computed(() => rows.value[at.value - 1] ?? null);
  const atEnd = computed(() => at.value === steps.value.length);

  /** Answers the diagnostics of a scenario that is not opened because of them. */
  async function open(request: PlayerOpening, made: Subject) {
    const turn = ++turns;
    playing.value = false;
    status.value = 'opening';
    subject.value = made;
    opened.value = { subject: made, schedule: request.schedule, cycle: request.cycle };
    void follow(turn);
    try {
      const reply = await call('player.open', request);
      if (turn !== turns) return null;
      if (!reply.opened) {
        close();
        return reply.diagnostics;
      }
      id = reply.player;
      program.value = reply.program;
      rules.value = reply.rules;
      [rulesOfSteps.value, touchesOfSteps.value] = [[], []];
      [steps.value, sites.value] = [[], []];
      clear();
      status.value = 'ready';
      apply(reply.change);
    } catch (error) {
      if (turn !== turns) return null;
      close();
      status.value = 'failed';
      failure.value = error instanceof Error ? error.message : String(error);
    }
    return null;
  }

  async function follow(turn: number): Promise<void> {
    opening.value = null;
    const going = (): boolean => turn === turns && status.value === 'opening';
    while (going()) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      const found = going() ? await call('player.opening').catch(() => null) : null;
      if (going()) opening.value = found;
    }
  }

  function close(): void {
    if (status.value === 'opening') void call('player.giveUp').catch(() => {});
    else if (id >= 0) void call('player.close', { player: id }).catch(() => {});
    id = -1;
    turns++;
    playing.value = false;
    status.value = 'empty';
    [program.value, passing.value] = [null, null];
    [steps.value, sites.value, at.value] = [[], [], 0];
    clear();
  }

  function apply({ common, steps: added, rules: addedRules, touches, sites: more, at: next, ...rest }: LineChange): void {
    const changed = added.length > 0 || common < steps.value.length || common === 0;
    line.value = rest;
    if (more.length > 0) sites.value = [...sites.value, ...more];
    if (changed) {
      version.value++;
      steps.value = [...steps.value.slice(0, common), ...added];
      rulesOfSteps.value = [...rulesOfSteps.value.slice(0, common), ...addedRules];
      touchesOfSteps.value = [...touchesOfSteps.value.slice(0, common), ...touches];
      // The state after the last common step is the same, but what is said there of the end may not be.
      forgetFrom(common);
      passing.value = null;
    }
    go(next);
    // After what is to be seen now; without it there is nothing beside the schedule, and no more than that.
    if (changed && rest.end.fault) void look().then(compare).catch(() => {});
  }

  function go(step: number): void {
    at.value = Math.min(Math.max(step, 0), steps.value.length);
    show();
  }

  /** Asks about what is played. Answers null when that was closed meanwhile, or another one opened: nobody waits for it then. */
  async function ask<Answer>(asked: () => Promise<Answer>): Promise<Answer | null> {
    const of = turns;
    try {
      const answer = await asked();
      return of === turns ? answer : null;
    } catch (error) {
      if (of === turns) throw error;
      return null;
    }
  }

  /** Asks the player for another schedule, and shows it. */
  async function change(asked: () => Promise<LineChange>): Promise<void> {
    playing.value = false;
    const answer = await ask(asked);
    if (answer) apply(answer);
  }

  const here = () => ({ player: id, step: at.value });
  const take = (action: Action): Promise<void> => change(() => call('player.take', { ...here(), action }));
  const finish = (): Promise<void> => change(() => call('player.finish', here()));
  /** The nearest run that ends well, from where it parts from the schedule that fails; undo brings that back. */
  const takePassing = (): Promise<void> => change(() => call('player.takePassing', { player: id }));
  const undo = (): Promise<void> => change(() => call('player.undo', here()));
  const redo = (): Promise<void> => change(() => call('player.redo', here()));
  const reset = (): Promise<void> => change(() => call('player.reset', here()));

  async function compare(): Promise<void> {
    const seen = version.value;
    const found = await ask(() => call('player.passing', { player: id }));
    if (!found) return;
    if (found.sites.length > 0) sites.value = [...sites.value, ...found.sites];
    if (seen === version.value) passing.value = { common: found.common, nearest: found.nearest, steps: found.steps };
  }

  const token = (): Promise<string> => call('player.token', here());

  return {
    status, opening, failure, subject, opened, program, state, previous, steps, rules, rulesOfSteps, touchesOfSteps, sites, line, passing, at, playing, version, ready, shown, rows, row, atEnd,
    open, close, go, ask, apply, take, takePassing, finish, undo, redo, reset, token, here,
  };
});
