/** Of a button that is of no use without a scenario, in its tooltip: where one is had. */
export const WANTS_SCENARIO = 'Needs a scenario: open one from the library (Ctrl+P), or make a new one';
