import { describeScenario } from '../../../shared/dialect/compile.ts';
import { scenarioSources } from '../../../shared/sources/index.ts';
import { parseFlags } from '../flags.ts';
import { EXIT, type Command } from '../host.ts';
import { shippedName } from '../scenario-file.ts';
import { printable, table } from '../text.ts';

export const list: Command = (host, args) => {
  const { values } = parseFlags({ args, options: { json: { type: 'boolean' } } });
  const scenarios = scenarioSources.map((scenario) => {
    const { title, protocol } = describeScenario(scenario);
    return { name: shippedName(scenario), title, protocol };
  });
  if (values.json) host.stdout.write(`${JSON.stringify({ schema: 'faultline.list', version: 1, faultline: host.version, scenarios }, null, 2)}\n`);
  else host.stdout.write(table(scenarios.map(({ name, title }) => [name, printable(title)]), 2));
  return Promise.resolve(EXIT.ok);
};
