import path from 'node:path';
import { root } from './paths.mjs';

/** What tells a Linux desktop that recordings are the lab's: freedesktop.org's shared MIME info, and a desktop entry. */
export const mimeType = 'application/vnd.faultline.recording';

/** Magic as in shared/recording/format.ts. */
export const mimeXml = `<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="${mimeType}">
    <comment>Faultline recording</comment>
    <glob pattern="*.faultline"/>
    <magic priority="80"><match type="string" offset="0" value="\\x89FLT\\r\\n\\x1a\\n"/></magic>
  </mime-type>
</mime-info>
`;

/**
 * @param {string} node the program that runs the lab's start script
 * @param {string} folder the lab's
 */
export function desktopEntry(node = process.execPath, folder = root) {
  return `[Desktop Entry]
Type=Application
Name=Faultline
Comment=A lab for the Linux kernel's per-VMA lock
Exec=${quoted(node)} ${quoted(path.join(folder, 'scripts/start.mjs'))} %F
Terminal=false
Categories=Development;
MimeType=${mimeType};
`;
}

/**
 * An argument of a desktop entry's `Exec`: quoted, with what is special in quotes escaped, and then what is in strings of the file.
 * @param {string} argument
 */
function quoted(argument) {
  return `"${argument.replaceAll(/["`$\\]/g, '\\$&').replaceAll('\\', '\\\\').replaceAll('%', '%%')}"`;
}
