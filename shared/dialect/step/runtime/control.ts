/** Words that a worker keeps for itself (`control`), and those that all workers share (`shared`): byte offsets. As in step/abi.ts. */

/** Of the step being run: how many choices it has, loop rounds without a step, whether it is inside `atomic`, the last result. */
const $CHOICES = 0;
const $FUEL = 4;
const $ATOMIC = 8;
const $RETURNED = 12;
/** What is being run, for the report of a failure: state, thread, choice, accesses before the one that runs. */
const $AT_STATE = 16;
const $AT_THREAD = 20;
const $AT_CHOICE = 24;
const $STEPS = 28;
/** This worker's figures. */
const $STATES = 32;
const $TRANSITIONS = 36;
const $EXPANDED = 40;
/** The condition that is false, when $explore returns $CONDITION_FALSE. */
const $CONDITION = 48;
/** The next state of the level that this worker has claimed, and where its claim ends. */
const $CLAIMED = 52;
const $CLAIM_END = 56;
/** Whether the state that was stored last is new. */
const $FRESH = 60;
/** Whether steps that no other thread can tell apart are run together (reduction.ts). */
const $REDUCE = 64;
/** The program counter of the step that is being joined to the one before, or 0; entries of the log of such steps. */
const $JOINED = 68;
const $LOG = 72;
/** Entries of the log that the other threads have been told of. */
const $TOLD = 96;
/** The step met what a joined step had touched: what comes after it is left for the next pass. */
const $CUT = 76;
/** 1 + the number of the condition that is being evaluated, or 0: a step that fails now is none of a thread. */
const $EVALUATED = 152;
/** 1 + the place of the state that $action looks for, or 0. */
const $SOUGHT = 80;
/** 1 + the switches that a schedule may take (bounded.ts), or 0: any number. */
const $BOUND = 128;
/** Whether threads that are alike change places before a state is stored (symmetry.ts). */
const $SYMMETRIC = 156;
/** Depth first (depth.ts): whether $expand stops at each new state; where that is, and how many choices the step to it has. */
const $DEEP = 132;
const $NEW_PLACE = 136;
const $MOST_CHOICES = 140;
/** States on the path now, and at most so far. */
const $DEPTH = 144;
const $DEEPEST = 148;

/** Roots in the queue (table.ts), and something to do with what is only read so that it is at hand later. */
const $QUEUED = 84;
const $READ = 88;
/** Whether threads may sleep in this pass, and who is awake in the state that is stored next (sleep.ts). */
const $SLEEPS = 100;
const $AWAKE = 104;
/** What the step being run has learned of deadlines, where rounds are looked for (lasso.ts). */
const $TIME = 180;
/** The thread whose stretch is being run. */
const $RUNNING_THREAD = 92;
/** Whether threads may be put off in this pass (persistent.ts), and the leaf of the action that was taken last, or 0. */
const $PERSISTENT = 108;
const $KEPT = 112;
/** Whether it is being looked what a thread does by itself (ahead.ts): a failure is none of the state being expanded. 1 + the state in which nobody is put off, as there was one. */
const $LOOKS_AHEAD = 116;
const $WHOLE = 120;
/** States of this pass in which somebody was put off. */
const $PUT_OFF = 124;
/** Roots that are stored at once; as in step/tables.ts. */
const $QUEUE = 64;

/** Of all workers: the level being expanded, the place where it ends, and up to which it is claimed; states that a worker claims at once; whether a table is too full. */
const $LEVEL = 0;
const $LEVEL_END = 4;
const $CLAIM = 8;
const $LEVEL_CLAIMED = 64;
const $TIGHT = 12;
/** Program counters found to need a state of their own, since the search began. */
const $LEADERS = 16;
/** Of a pass that scouts: states of a level that it goes on from, and of the level how many there are; its number; whether it has left any out. */
const $BEAM = 192;
const $LEVEL_SIZE = 196;
const $SEED = 200;
const $PASSED_OVER = 204;
/** Of a pass that is amended (amend.ts): whether what it learns from now on is; whether its states are gone through anew; whether it learned before that; actions cut off. */
const $AMENDS = 208;
const $AMENDING = 216;
const $SPOILT = 220;
const $OUTDATED = 224;
/** How many workers there are in this pass. The memory that what is stored may take; 0: as much as there is. */
const $CREW = 44;
const $MOST_KIBIBYTES = 56;

/** Results of $explore. */
const $RUNNING = 0;
const $LEVEL_DONE = 1;
const $DEADLOCK = 2;
const $CONDITION_FALSE = 3;
/** Of $expand alone: it has come to the state that is looked for. */
const $FOUND = 4;
/** A table has to grow, or cannot: the state is to be expanded again. */
const $NO_ROOM = 5;
/** Of $deepen: the path is as long as it may become. Of $expand alone, depth first: it has come to a new state. */
const $PATH_FULL = 6;
const $NEW_STATE = 7;

/** A thread's record (layout.ts). */
const $PC = 0;
const $LEFT = 4;
const $WAIT = 8;
/** A kernel thread's $LEFT: it may come to rest. (A scenario's thread that never ends has another negative number.) */
const $KERNEL_LEFT = -1;

/** How a stretch of a thread ends (step/abi.ts). */
const $STOPPED = 0;
const $BLOCKED = 2;
const $CHOSE = 3;
/** For a choice: of what runs alone. */
const $NO_CHOICE = -1;

/** What a program counter stands at (regions.ts). */
const $PASSES = 0;
const $ALONE = 2;

function $control(word: int): int {
  return $load($param('control') + word);
}

function $set_control(word: int, value: int): void {
  $store($param('control') + word, value);
}

/** Whether this pass joins steps. */
function $x_reduces(): boolean {
  return $param('reduces') !== 0 && $control($REDUCE) !== 0;
}

function $count(word: int): void {
  $set_control(word, $control(word) + 1);
}

/** The bytes of a thread's record in the working state. */
function $x_record(thread: int): ulong {
  return $param('work') + $param('records') + thread * $param('recordBytes');
}
