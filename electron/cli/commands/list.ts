import { describeScenario } from '../../../shared/dialect/compile.ts';
import { listReport, propertiesReport } from '../../../shared/report/list-report.ts';
import { defaultScenario, scenarioSources } from '../../../shared/sources/index.ts';
import { checkScenario } from '../../engine/compile.ts';
import { parseFlags } from '../flags.ts';
import { EXIT, type Command, type Host } from '../host.ts';
import { shippedName } from '../scenario-file.ts';
import { printable, table } from '../text.ts';

export const list: Command = (host, args) => {
  const { values } = parseFlags({ args, options: { json: { type: 'boolean' }, properties: { type: 'boolean' } } });
  if (values.properties) return listProperties(host, values.json ?? false);
  const scenarios = scenarioSources.map((scenario) => {
    const { title, protocol } = describeScenario(scenario);
    return { name: shippedName(scenario), title, protocol };
  });
  if (values.json) host.stdout.write(`${JSON.stringify(listReport(host.version, scenarios), null, 2)}\n`);
  else host.stdout.write(table(scenarios.map(({ name, title }) => [name, printable(title)]), 2));
  return Promise.resolve(EXIT.ok);
};

function listProperties(host: Host, json: boolean): Promise<number> {
  // They are the kernel's: any scenario's program has them.
  const properties = checkScenario({ scenario: defaultScenario }).program!.properties.map(({ name, title, sentence }) => ({ name, title, sentence }));
  if (json) host.stdout.write(`${JSON.stringify(propertiesReport(host.version, properties), null, 2)}\n`);
  else host.stdout.write(table(properties.map(({ name, title, sentence }) => [name, title, sentence]), 3));
  return Promise.resolve(EXIT.ok);
}
