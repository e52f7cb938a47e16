import { readFileSync } from 'node:fs';
import type { SecretLabel, StoredSecrets } from './vector.ts';

/**
 * A call's state in an event URL, genuine or forged, and its expected judgement: an entry of state-vectors.json. Times and
 * tokens cannot be stored, so everything is relative to the current time and to the deployment's secrets.
 */
export interface StateVector {
  /** How it differs from an ordinary state; unique. */
  readonly name: string;
  /** `step`: it leads to its step. Else a code of functions/flow: `state-unreadable`, `step-unknown`, `too-many-steps`, … */
  readonly expect: string;
  /** What was sealed, where it differs from an ordinary state. */
  readonly sealed?: {
    readonly secret?: SecretLabel;
    readonly steps?: readonly [string, ...(readonly string[])];
    readonly version?: number;
    readonly number?: number;
    readonly startedSecondsAgo?: number;
    readonly conversation?: string;
    readonly leg?: string;
  };
  /** What became of the token on its way. */
  readonly token?:
    | { readonly text: string }
    /** The byte at this place, from the end if negative, with its lowest bit turned. */
    | { readonly turned: number }
    /** So many bytes are missing at the end. */
    | { readonly cut: number };
  /** The event's ids, where they differ from the call's. */
  readonly event?: { readonly conversation?: string; readonly leg?: string };
  /** What the region's secret holds; `current`, `next` and `previous`, each in its place, if left out. */
  readonly secrets?: StoredSecrets;
}

/** Every entry of state-vectors.json. */
export const readStateVectors = (): readonly StateVector[] =>
  JSON.parse(readFileSync(new URL('state-vectors.json', import.meta.url), 'utf8')) as readonly StateVector[];
