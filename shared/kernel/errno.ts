/* Error numbers; functions return them negated, as system calls do. */
const EINTR = 4;
const ENOMEM = 12;
const EFAULT = 14;
const EEXIST = 17;
const EINVAL = 22;
