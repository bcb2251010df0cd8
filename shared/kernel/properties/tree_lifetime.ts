property('I5', 'tree lifetime', 'A node of the tree is read only in an RCU section or under mmap_lock, and not after it was freed.');

lifetime<maple_node>('I5');

observe_read<maple_node>('end', tree_lifetime);
observe_read<maple_node>('level', tree_lifetime);

/** Before the threads start, task 0 is alone. */
function tree_lifetime(node: maple_node): void {
  const t = this_thread();
  check('I5', t === 0 || current().rcu_ctr !== 0 || ghost_mmap[t] !== NULL, node);
}
