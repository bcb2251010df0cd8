/** The tour: five panes, in the order in which one uses them. */
import type { PanelId } from '../dock/panels.ts';

export interface TourStep {
  pane: PanelId;
  title: string;
  text: string;
}

export const tourSteps: readonly TourStep[] = [
  { pane: 'library', title: 'Choose a scenario', text: 'Each is a script that teaches one thing about the per-VMA lock. “Mistakes to explore” break the protocol in one place; the kernel’s own files are at the end of the list.' },
  { pane: 'editor', title: 'Read and change it', text: 'Threads, what they do, what must hold. Point at a kernel function to see what it orders and where it may block; F12 goes to its source. An override in your script replaces it.' },
  { pane: 'timeline', title: 'Run it on real cores', text: 'Run starts a thread for each lane, on shared memory. See faults, locks held and waited for; W and S zoom, drag marks a range. Nothing is simulated.' },
  { pane: 'explore', title: 'Explore every interleaving', text: 'Explore goes through all schedules and answers “verified”, with what that covers, or the shortest schedule that breaks a property.' },
  { pane: 'player', title: 'Play what it found', text: 'Step back and forth, see each thread’s line and what a step changes in memory, and take over: choose who goes next, and see where it leads.' },
];
