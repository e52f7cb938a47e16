/**
 * Call-control objects as Vonage documents them. Structural and deliberately loose:
 * `checkNcco` is what decides whether a value is a valid NCCO.
 */
export interface NccoAction {
  readonly action: string;
  readonly [option: string]: unknown;
}

export type Ncco = readonly NccoAction[];
