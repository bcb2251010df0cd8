/** How fast schedules are played, in steps a second: in the window and on exported pages. */
export const speeds = [1, 2, 5, 10, 25] as const;
export const usualSpeed = 2;
