/** Of all commands that compile a scenario. */
export const SOURCE_FLAGS = `  --protocol NAME        a variant of the protocol instead of the scenario's own
  --config NAME=VALUE    a switch of the kernel (y, n or a number), as in PER_VMA_LOCK=n;
                         may be given several times
  --with FILE            with a change: the overrides of kernel functions in FILE, another scenario
                         or only they, in place of the kernel's`;
