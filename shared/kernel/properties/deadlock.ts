property('L1', 'no deadlock', 'Some task can go on until all have ended.');

deadlock('L1');
