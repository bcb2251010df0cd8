/**
 * The same script in ASCII: V8 then holds it in half the memory, and reads it at once. All that is not ASCII stands in strings (or
 * comments), where an escape is the same.
 * @param {string} code
 */
export function toAscii(code) {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * All scripts of a build in ASCII, as they are written.
 * @type {import('vite').Plugin}
 */
export const asciiScripts = {
  name: 'ascii-scripts',
  enforce: 'post',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) if (file.type === 'chunk') file.code = toAscii(file.code);
  },
};
