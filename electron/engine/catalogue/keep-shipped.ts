/**
 * Compiles what the catalogue finds mistakes in, as an exploration with the usual limits asks for it. The build does so once, so that nobody waits for
 * a compiler who wants to see what ships.
 */
import { ALONE, type Case, homeCases } from '../../../shared/catalogue/cells.ts';
import { ROWS } from '../../../shared/catalogue/rows.ts';
import type { Program } from '../../../shared/dialect/ir.ts';
import { emitStep } from '../../../shared/dialect/step/emit.ts';
import { scenarioSources } from '../../../shared/sources/index.ts';
import { askedOf } from '../explore/asked.ts';
import { chosenProperties, replayedBy } from '../explore/explore.ts';
import type { KeptImages } from '../explore/kept-images.ts';
import { checkForSearch, type SearchInput } from '../explore/program.ts';
import { usualRoom } from '../explore/usual-room.ts';

/** One of `of` equal parts of the scenarios: what one process does. */
export interface Share {
  index: number;
  of: number;
}

export function keepShipped(kept: KeptImages, { index, of }: Share): void {
  const mistakes = ROWS.flatMap(homeCases).filter(({ finds }) => finds !== null);
  const names = [...new Set(mistakes.map(({ scenario }) => scenario))].filter((_, i) => i % of === index);
  for (const name of names) keepScenario(kept, name, mistakes.filter(({ scenario }) => scenario === name));
}

function keepScenario(kept: KeptImages, name: string, cases: readonly Case[]): void {
  const scenario = scenarioSources.find(({ path }) => path === `scenarios/${name}.scenario.ts`)!;
  const programs = new Map<string, Program>();
  const done = new Set<string>();
  const programOf = (input: SearchInput): Program => {
    const key = JSON.stringify([input.protocol, input.config, input.memory]);
    const program = programs.get(key) ?? checkForSearch(input).program!;
    programs.set(key, program);
    return program;
  };
  const own = programOf({ scenario, config: {}, memory: 'sc' }).scenario.protocol;
  for (const { protocol, config, memory = 'sc', properties, liveness = false } of cases) {
    // A person who means the scenario's own protocol names it or not.
    const isOwn = protocol === undefined || protocol === ALONE || protocol === own;
    const input = { scenario, config, memory, ...(!isOwn && { protocol }) };
    const room = usualRoom({ liveness });
    const asked = askedOf(input, properties, room);
    if (done.has(JSON.stringify(asked))) continue;
    done.add(JSON.stringify(asked));
    const program = programOf(input);
    const checked = chosenProperties(program, properties);
    const image = emitStep(program, { ...room, properties: checked });
    kept.keep(asked, image, [replayedBy(scenario, program, checked, room), ...(isOwn ? [askedOf({ ...input, protocol: own }, properties, room)] : [])]);
  }
}
