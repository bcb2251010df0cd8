import { expect, it } from 'vitest';
import { installable } from '../../../../scripts/setup/system-libraries.mjs';

const names = [['libcups2t64', 'libcups2'], ['libnss3']];

it('takes the names that an older release knows', () => {
  const policy = 'libcups2:\n  Installed: (none)\n  Candidate: 2.4.2-3\n  Version table:\nlibnss3:\n  Installed: 2:3.87\n  Candidate: 2:3.87\n';
  expect(installable(names, policy)).toEqual(['libcups2', 'libnss3']);
});

it('takes the t64 names where they exist and the old ones are only virtual', () => {
  const policy =
    'libcups2t64:\n  Installed: (none)\n  Candidate: 2.4.7\n  Version table:\nlibcups2:\n  Installed: (none)\n  Candidate: (none)\n  Version table:\n';
  expect(installable(names, policy)).toEqual(['libcups2t64', 'libnss3']);
});
