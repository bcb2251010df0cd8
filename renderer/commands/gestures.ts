/** What is done with the pointer, or along the tabs of a pane: no command, but listed among the keys. */
export const gestures: readonly { group: string; keys: readonly { what: string; keys: readonly string[] }[] }[] = [
  {
    group: 'Timeline',
    keys: [
      { what: 'Zoom at the Pointer', keys: ['Ctrl+Wheel'] },
      { what: 'Scroll the Lanes', keys: ['Wheel'] },
      { what: 'Mark a Range', keys: ['Drag'] },
      { what: 'Pan', keys: ['Shift+Drag'] },
    ],
  },
  { group: 'View', keys: [{ what: 'Along the Tabs of a Pane', keys: ['←', '→'] }] },
];
