/** `out/main/keep-images.js INDEX OF`, which the build runs in as many processes as there are parts: one part of what ships, compiled for explorations. */
import { loadProgram } from './program.ts';

const [index, of] = process.argv.slice(2).map(Number);
await loadProgram(new URL('./', import.meta.url)).keepImages(new URL('../', import.meta.url), { index: index!, of: of! });
