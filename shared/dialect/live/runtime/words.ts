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

const $NULL_END = 0x100000;
const $STOP = 0x100000;
const $ATOMIC_LOCK = 0x100080;
const $HEAP_NEXT = 0x1000c0;
const $ALLOC_FAILURES = 0x100100;
const $ALLOC_FAILURE = 0x100108;
const $GATE = 0x100104;
const $FREE_LISTS = 0x100140;
const $THREADS = 0x103000;
