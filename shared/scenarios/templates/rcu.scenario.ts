/**
 * RCU: publish a new version, and free the old one when nobody can be reading it any
 * more.
 *
 * Explored: verified. Leave out synchronize_rcu(), and a reader uses the old version
 * after it was freed.
 */
scenario({ title: 'Publish and free', cores: 2 });

interface version {
  a: int;
  b: int;
}

let published: version;

function new_version(value: int): version {
  const made = alloc<version>();
  made.a = value;
  made.b = value;
  return made;
}

setup(() => {
  published = new_version(1);
});

thread('reader', () => {
  rcu_read_lock();
  const seen = rcu_dereference(published);
  assert(seen.a === seen.b, 'a version is seen whole');
  rcu_read_unlock();
});

thread('writer', () => {
  const old = published;
  rcu_assign_pointer(published, new_version(2));
  synchronize_rcu();
  free(old);
});

teardown(() => {
  free(published);
});
