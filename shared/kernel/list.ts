/**
 * Circular doubly linked lists. After include/linux/list.h.
 *
 * ```
 *   head ⇄ first ⇄ … ⇄ last ⇄ head      an empty list's head points to itself
 * ```
 */

interface list_head {
  next: list_head;
  prev: list_head;
}

function INIT_LIST_HEAD(list: list_head): void {
  list.next = list;
  list.prev = list;
}

function list_add_tail(entry: list_head, head: list_head): void {
  const last = head.prev;
  entry.next = head;
  entry.prev = last;
  last.next = entry;
  head.prev = entry;
}

function list_del(entry: list_head): void {
  const next = entry.next;
  const prev = entry.prev;
  next.prev = prev;
  prev.next = next;
}

function list_move_tail(entry: list_head, head: list_head): void {
  list_del(entry);
  list_add_tail(entry, head);
}

function list_empty(head: list_head): boolean {
  return READ_ONCE(head.next) === head;
}

/** Whether the list has exactly one entry. */
function list_is_singular(head: list_head): boolean {
  return !list_empty(head) && head.next === head.prev;
}

/* As with DEBUG_LIST, in explorations. */
observe_call(list_add_tail, (entry, head) => {
  const last = head.prev;
  assert(last.next === head && head.next.prev === head, 'list_add_tail to a list that is broken');
  assert(entry !== head && entry !== last, 'list_add_tail of an entry that is in the list already');
});
observe_call(list_del, (entry) => {
  assert(entry.next.prev === entry && entry.prev.next === entry, 'list_del of an entry that is in no list');
});
