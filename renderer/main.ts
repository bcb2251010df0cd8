/**
 * The window's entry: asks how things were left, and has the lab's scripts read meanwhile. The answer is there first, so that all is drawn
 * as soon as they have run: of what they need for it, Chromium then keeps the compiled code for later starts.
 */
import { sized } from './sized.ts';

void Promise.all([import('./lab.ts'), window.faultline.call('app.start', undefined), sized(document.documentElement)]).then(([{ draw }, reply]) => draw(reply));
