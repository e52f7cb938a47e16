import type { FunctionSettings } from '../../contracts/function-settings.ts';
import type { Timeouts } from '../../contracts/settings/timeouts.ts';
import type { RegionalOutputs } from '../../contracts/outputs.ts';
import type { Ask } from './ask.ts';
import type { Faults } from './faults/faults.ts';
import type { JournalObjects } from './aws/journal-objects.ts';
import type { OwnSecret } from './aws/own-secrets.ts';

/** One region and the static tier, as the rows check them. A value that cannot be read throws NotCheckedError with the reason. */
export interface Target {
  readonly region: RegionalOutputs;
  readonly staticFallbackUrl: string;
  /** Each distribution of the region, the common one first, and the static NCCO that it serves, at the static tier. */
  readonly distributions: readonly { readonly url: string; readonly staticUrl: string }[];
  /** Timeouts of the distribution and of the API behind it. */
  readonly timeouts: Timeouts['fallback'];
  readonly ask: Ask;
  /** The settings that the region's functions were deployed with. */
  readonly settings: () => Promise<FunctionSettings>;
  /** The secret with which the region verifies Vonage's signatures. */
  readonly signatureSecret: () => Promise<string>;
  /** Whether requests from `outside` have an address of their own, outside the IP allow list. */
  readonly hasOutside: boolean;
  readonly faults: Faults;
  readonly journal: JournalObjects;
  /** Of both regions. */
  readonly ownSecrets: readonly OwnSecret[];
  readonly nowMs: () => number;
  readonly pause: (ms: number) => Promise<void>;
}

/** A route of the region's own API, whatever domain name is configured in Vonage. */
export const apiUrl = ({ region }: Pick<Target, 'region'>, route: string): string =>
  new URL(route, region.HealthUrl).href;
