/** The lab's side of the benchmark of the search. Bundled by ../bundle.mjs. */
export { explore } from '../../../electron/engine/explore/explore.ts';
