/** What the focus can go to by itself. */
export const focusable = 'textarea, button:not(:disabled), input:not(:disabled), select, a[href], [tabindex="0"]';
