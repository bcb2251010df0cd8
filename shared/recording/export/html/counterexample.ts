/**
 * A counterexample as one page that plays it, with nothing fetched: its script, its style and its data are in it, and its content security
 * policy allows these alone. All that comes from a recording is text in a JSON block or in `<title>`.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import type { ExportedState, PlayedSubject } from '../subjects.ts';
import { DATA_ELEMENT, type PageData } from './page-data.ts';
import { changeBetween, packFirst, packThreads } from './states.ts';

/** The built page (renderer/exported-page). */
export interface PageCode {
  script: string;
  style: string;
}

export function* counterexampleToHtml(subject: PlayedSubject, code: PageCode): Generator<string> {
  const script = inlineScript(code.script);
  const style = code.style.replace(/<\/(style)/gi, '<\\/$1');
  const policy = `default-src 'none'; script-src '${hashOf(script)}'; style-src '${hashOf(style)}'; base-uri 'none'; form-action 'none'`;
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="dark light">
<title>${escapeText(`${subject.meta.title} · Faultline`)}</title>
<style>${style}</style>
</head>
<body>
<noscript>This page plays a counterexample: it needs JavaScript, which is all in this file.</noscript>
<div id="page"></div>
<script type="application/json" id="${DATA_ELEMENT}">`;
  yield inJsonBlock(JSON.stringify(pageData(subject)));
  yield `</script>
<script>${script}</script>
</body>
</html>
`;
}

function pageData({ meta, violation, sources, program, states }: PlayedSubject): PageData {
  let before: ExportedState | null = null;
  const data: Pick<PageData, 'first' | 'changes' | 'threads' | 'places'> = { first: { objects: [], globals: [] }, changes: [], threads: [], places: [] };
  for (const state of states()) {
    data.threads.push(packThreads(state));
    if (before === null) data.first = packFirst(state);
    else data.changes.push(changeBetween(before, state));
    data.places = state.sites;
    before = state;
  }
  const files = new Set([...violation.sites, ...data.places].map(({ file }) => file));
  return {
    title: meta.title, protocol: meta.protocol, faultline: meta.faultline, switches: Object.entries(meta.config).map(([name, value]) => `${name}=${value === true ? 'y' : value === false ? 'n' : value}`),
    violation, program, sources: sources.filter(({ path }) => files.has(path)), ...data,
  };
}

/** Nothing in a script may end it, or begin a comment of HTML. Both are the same within a script's strings and patterns. */
function inlineScript(script: string): string {
  return script.replace(/<\/(script)/gi, '<\\/$1').replace(/<!--/g, '<\\!--').trim();
}

/** Neither ends the block nor begins anything in it, and is the same JSON. */
function inJsonBlock(json: string): string {
  return json.replaceAll('<', '\\u003c').replaceAll('>', '\\u003e').replaceAll('&', '\\u0026');
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** As a content security policy names a script or a style. */
function hashOf(text: string): string {
  return `sha256-${btoa(String.fromCharCode(...sha256(new TextEncoder().encode(text))))}`;
}
