/** The compiler's own thread, as the lab has one: a worker's test files share it, as it keeps nothing but what it has parsed and compiled. */
import { CompileService } from '../../electron/engine/compile-service.ts';

export const compiler = new CompileService(new URL('../../out/main/compile-worker.js', import.meta.url));
