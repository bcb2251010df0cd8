/** Off: every fault takes mmap_lock, and the VMA lock functions do nothing. */
const CONFIG_PER_VMA_LOCK = config('PER_VMA_LOCK', true);
