/** What the lab's processes are started with. */
import { app } from 'electron';

/** V8 gives a window up to 48 MB for its newest objects, and keeps them. With these, in three parts, drawing takes no longer. */
const YOUNG_MB = 2;

/** Before the app is ready. */
export function configureProcesses(): void {
  // There is no network to be kept apart (security.ts): that process would take 20 MB, and time to start.
  // The second: docs/decisions/0031. What this process was started with is not handed on, of this switch; of V8's it is, here.
  app.commandLine.appendSwitch('enable-features', 'NetworkServiceInProcess2,PartitionAllocLargeEmptySlotSpanRing');
  app.commandLine.appendSwitch('js-flags', `${app.commandLine.getSwitchValue('js-flags')} --max-semi-space-size=${YOUNG_MB}`.trimStart());
  // GTK 3 shows menus and file dialogs. For pictures of GL that it is never asked for, it would load the driver, with all of LLVM.
  process.env.GDK_GL = 'disable';
}
