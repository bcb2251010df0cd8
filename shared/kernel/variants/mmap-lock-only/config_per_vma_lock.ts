/** Variant `mmap-lock-only`: off. On, a fault would ask for a VMA first, and get none. */
const CONFIG_PER_VMA_LOCK = config('PER_VMA_LOCK', false);
