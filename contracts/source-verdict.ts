/**
 * What the front says of the address that a request came from: `inside`, or `outside <address>`. Its function overwrites
 * whatever a viewer sends under this name. It is for counting only: nothing is refused or served by it.
 */
export const VERDICT_HEADER = 'x-source-verdict';
