/** ms of a clock that all processes of a machine share; it never steps. */
export const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6;
