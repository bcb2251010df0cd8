/*
 * The per-VMA lock alone, for Spin: ../scenarios/protocol.scenario.ts step for step. A step there is one statement here,
 * so both have the same states and the same transitions between them.
 *
 * Sizes: -DREADERS=2 -DWRITERS=1 -DBYSTANDERS=1; without the late check: -DNO_LATE_CHECK.
 */
short mmap_lock = 0; /* readers inside, or -1 for a writer */
short vm_lock = 0;
short mm_lock_seq = 0;
short vm_lock_seq = -1;
bit writing = 0; /* a writer is changing the VMA */

#define marked (vm_lock_seq == mm_lock_seq)

/* A wait, and an attempt, which may come too late: then once more from the label `wait`, which stands before it. */
inline mmap_write_lock() {
  mmap_lock == 0;
  if
  :: d_step { mmap_lock == 0; mmap_lock = -1 }
  :: else -> goto wait
  fi
}

inline mmap_write_unlock() {
  mm_lock_seq++;
  mmap_lock = 0
}

active [READERS] proctype reader() {
  /* vma_read_trylock */
  if
  :: marked -> goto fallback
  :: else
  fi;
  if
  :: d_step { vm_lock >= 0; vm_lock++ }
  :: else -> goto fallback
  fi;
#ifndef NO_LATE_CHECK
  if
  :: marked -> vm_lock--; goto fallback
  :: else
  fi;
#endif
  assert(!writing);
  vm_lock--;
  goto end;
fallback:
  mmap_lock >= 0;
  if
  :: d_step { mmap_lock >= 0; mmap_lock++ }
  :: else -> goto fallback
  fi;
  assert(!writing);
  mmap_lock--;
end: /* a process that ended would be one state more, and go in order */
  false
}

active [WRITERS] proctype writer() {
wait:
  mmap_write_lock();
  /* vma_write_lock */
  if
  :: marked -> goto write
  :: else
  fi;
drain:
  vm_lock == 0;
  if
  :: d_step { vm_lock == 0; vm_lock = -1 }
  :: else -> goto drain
  fi;
  vm_lock_seq = mm_lock_seq;
  vm_lock = 0;
write:
  writing = 1;
  writing = 0;
  mmap_write_unlock();
end:
  false
}

active [BYSTANDERS] proctype bystander() {
wait:
  mmap_write_lock();
  mmap_write_unlock();
end:
  false
}
