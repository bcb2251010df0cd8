/** Where the control page and the threads' blocks are, and what their words say: as in live/abi.ts. */

const $STATUS = 0;
const $WAIT_ADDRESS = 4;
const $WAIT_SITE = 8;
const $RANDOM = 16;
const $SAMPLING = 20;
const $RING_HEAD = 24;
const $RING_DROPPED = 28;
const $POLLS = 32;
const $SLEEPS = 40;
const $RING_TAIL = 64;

const $RUNNING = 1;
const $SLEEPING = 2;
const $POLLING = 3;

const $FAIL_USE_AFTER_FREE = 2;
const $FAIL_NULL = 3;
const $FAIL_WILD = 4;
const $FAIL_STOPPED = 6;
const $FAIL_BAD_FREE = 7;
const $FAIL_WRITE_AFTER_FREE = 8;

const $STOP = 4096;
const $ATOMIC_LOCK = 4224;
const $HEAP_NEXT = 4288;
const $ALLOC_FAILURES = 4352;
const $ALLOC_FAILURE = 4360;
const $GATE = 4356;
const $FREE_LISTS = 4416;
const $THREADS = 16384;
