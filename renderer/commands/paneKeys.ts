/** Keys that a pane handles while it has the focus, besides those that its commands name; listed in the help. */
export const paneKeys: readonly { group: string; keys: readonly { what: string; keys: readonly string[] }[] }[] = [
  {
    group: 'Timeline',
    keys: [
      { what: 'Zoom in, out', keys: ['W', 'S'] },
      { what: 'Pan left, right', keys: ['A', 'D', '←', '→'] },
      { what: 'Zoom at the pointer', keys: ['Ctrl+Wheel'] },
      { what: 'Scroll the lanes', keys: ['Wheel'] },
      { what: 'Mark a range', keys: ['Drag'] },
      { what: 'Pan', keys: ['Shift+Drag'] },
      { what: 'Centre the selection; again: fit it', keys: ['F'] },
      { what: 'Next, previous slice', keys: ['.', ','] },
      { what: 'Slice of the row above, below', keys: ['↑', '↓'] },
      { what: 'Set marker A, then B', keys: ['M'] },
      { what: 'Find', keys: ['/'] },
      { what: 'Source of the selection', keys: ['Enter'] },
      { what: 'Fit all; follow, or show the latest', keys: ['Home', 'End'] },
      { what: 'Clear the selection', keys: ['Esc'] },
    ],
  },
  {
    group: 'Explore',
    keys: [
      { what: 'Next, previous step', keys: ['↓', '↑'] },
      { what: 'Next, previous step after a switch', keys: ['.', ','] },
      { what: 'First, last step', keys: ['Home', 'End'] },
      { what: 'Source of the step', keys: ['Enter'] },
    ],
  },
  {
    group: 'Player',
    keys: [
      { what: 'Next, previous step', keys: ['→', '←'] },
      { what: 'Next, previous step after a switch', keys: ['.', ','] },
    ],
  },
  {
    group: 'View',
    keys: [{ what: 'Along the tabs of a pane', keys: ['←', '→'] }],
  },
];
