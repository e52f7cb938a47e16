import type { Timeouts } from '../../simulator/profile.ts';
import type { Limit, Given } from './scenario.ts';

/*
 * How long Vonage tries a URL that fails in one way at each attempt, ms, by the profile's rules, until it asks the fallback
 * or gives up.
 */

type Lost = (given: Pick<Given, 'profile'>, timeouts: Timeouts) => number;

/** Connections are refused, or reset. */
export const whenRefused = ({ profile: { attempts, retryPauseMs } }: Pick<Given, 'profile'>): number =>
  (attempts - 1) * retryPauseMs;

/** The host is a black hole. A kept connection to it is open, and meets the socket timeout. */
export const whenUnreachable: Lost = ({ profile }, { connectMs, socketMs }) =>
  profile.attempts * (profile.keepsConnections ? Math.max(connectMs, socketMs) : connectMs) +
  whenRefused({ profile });

/** The host accepts connections and does not answer. */
export const whenSilent: Lost = ({ profile }, { socketMs }) =>
  profile.attempts * socketMs + whenRefused({ profile });

/** One request to the fallback, after the primary has refused. */
export const AFTER_REFUSAL: Limit = (given) => whenRefused(given) + given.fetchMs;
