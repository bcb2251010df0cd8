/** The one door to zod. Its compiled parsers need `eval`, which the window's content security policy forbids: they stay off. */
import { z } from 'zod';

z.config({ jitless: true });

export { z };
