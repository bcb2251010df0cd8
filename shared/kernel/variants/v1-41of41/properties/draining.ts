/** There is nothing to see to it: a writer that waits leaves no trace in the count, so readers come and go as they like. */
property('L2', 'bounded draining', 'A writer does not wait for the readers of a VMA for ever.');
starvation('L2', vma_write_lock_wait);
