import type { FunctionSettings } from '../../contracts/function-settings.ts';
import type { Timeouts } from '../../contracts/settings/timeouts.ts';
import type { RegionalOutputs } from '../../contracts/outputs.ts';
import type { Ask } from './ask.ts';
import type { Faults } from './faults/faults.ts';
import type { JournalObjects } from './aws/journal-objects.ts';

/** One region and the static tier, as the rows ask them. What cannot be had throws NotCheckedError, with why. */
export interface Target {
  readonly region: RegionalOutputs;
  readonly staticFallbackUrl: string;
  /** The distribution's, and those behind it. */
  readonly timeouts: Timeouts['fallback'];
  readonly ask: Ask;
  /** What the region's functions were told at deploy time. */
  readonly settings: () => Promise<FunctionSettings>;
  /** With which Vonage is known there. */
  readonly signatureSecret: () => Promise<string>;
  /** Some requests come from an address of their own, outside of the ranges. */
  readonly hasOutside: boolean;
  readonly faults: Faults;
  readonly journal: JournalObjects;
  readonly nowMs: () => number;
  readonly pause: (ms: number) => Promise<void>;
}

/** A route of the region's own API, whatever name Vonage is told. */
export const apiUrl = ({ region }: Pick<Target, 'region'>, route: string): string =>
  new URL(route, region.HealthUrl).href;
