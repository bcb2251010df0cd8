// What `faultline explore` takes to make an exploration of the catalogue.

/** @param {import('../../../shared/catalogue/cells.ts').Case} of @returns {string[]} */
export function exploreFlags({ protocol, config, properties, liveness, memory }) {
  return [
    ...(protocol && protocol !== 'none' ? ['--protocol', protocol] : []),
    ...Object.entries(config).flatMap(([name, value]) => ['--config', `${name}=${typeof value === 'boolean' ? (value ? 'y' : 'n') : value}`]),
    ...(properties ? ['--property', properties.join() || 'none'] : []),
    ...(liveness ? ['--liveness'] : []),
    ...(memory ? ['--memory', memory] : []),
  ];
}
