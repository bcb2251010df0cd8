/** Error numbers; functions return them negated, as system calls do. */
const ENOMEM = 12;
const EEXIST = 17;
const EINVAL = 22;
