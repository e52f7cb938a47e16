import { wholeNumber } from './flag-values.ts';

/** For how long a command looks for something. */
export interface Timeout {
  readonly ms: number;
}

const DEFAULT_SECONDS = '60';
const read = (seconds: string): Timeout => ({ ms: wholeNumber(0, 3_600)(seconds) * 1000 });

/** Where no flag says otherwise: Vonage and AWS may answer an older copy of what was written. */
export const READ_BACK_TIMEOUT = read(DEFAULT_SECONDS);

/** Of the commands that write and read back. */
export const READ_BACK_TIMEOUT_FLAG = {
  type: 'text',
  value: 'SECONDS',
  help: 'read back for so long until a write that was acknowledged shows',
  default: DEFAULT_SECONDS,
  read,
} as const;
