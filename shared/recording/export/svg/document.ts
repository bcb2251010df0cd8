/** An SVG document: its style follows the reader's theme, and texts from a recording are texts. */

export function escapeXml(text: string): string {
  // Control characters have no place in XML, and what is left of a torn pair is no character.
  const clean = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ' ').replace(/\p{Cs}/gu, '\ufffd');
  return clean.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Cut to so many characters. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

const STYLE = `
svg { --bg: #fdfdfe; --text: #1b2127; --dim: #525d67; --line: #d5dbe0; --error: #b3261e; --ok: #1d7a3c; font: 12px ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; }
@media (prefers-color-scheme: dark) { svg { --bg: #15191d; --text: #dde3e8; --dim: #a3adb7; --line: #2a3138; --error: #ff8a80; --ok: #6fcf8b; } }
.bg { fill: var(--bg); } text { fill: var(--text); } .dim { fill: var(--dim); } .head { font-weight: 600; } .error { fill: var(--error); }
.rule { stroke: var(--line); } .edge { fill: none; stroke: var(--dim); } .edge-head { fill: var(--dim); }`;

export function svgHead(width: number, height: number, title: string, style: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(title)}">
<title>${escapeXml(title)}</title>
<style>${STYLE}${style}
</style>
<rect class="bg" width="${width}" height="${height}"/>
`;
}

export function svgText(x: number, y: number, text: string, classes = ''): string {
  return `<text x="${x}" y="${y}"${classes ? ` class="${classes}"` : ''}>${escapeXml(text)}</text>\n`;
}

/** A class that fills by theme. */
export function fillStyle(name: string, { light, dark }: { light: string; dark: string }): string {
  return `.${name} { fill: ${light}; } @media (prefers-color-scheme: dark) { .${name} { fill: ${dark}; } }`;
}
