/** The switch of most scenarios that show a mistake: the kernel as it is. */
export const FIXED = { FIXED: true };
