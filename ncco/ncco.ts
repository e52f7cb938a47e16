/** The documented actions (NCCO reference); `pay` is documented no more, and still taken. */
export type ActionName =
  | 'talk'
  | 'stream'
  | 'connect'
  | 'conversation'
  | 'record'
  | 'input'
  | 'notify'
  | 'wait'
  | 'transfer'
  | 'pay';

/**
 * Call-control objects as Vonage documents them. Structural and deliberately loose:
 * `checkNcco` is what decides whether a value is a valid NCCO.
 */
export interface NccoAction {
  readonly action: string;
  readonly [option: string]: unknown;
}

export type Ncco = readonly NccoAction[];
