import { isLoopback } from '../../../contracts/loopback.ts';
import { CommandError } from '../../kit/command-error.ts';

export interface ApiHosts {
  /** Base URL of the Applications API, without a slash at its end. */
  readonly applications: string;
  /** Base URL of the Numbers API. */
  readonly numbers: string;
}

/** Vonage's own; `VONAGE_API_HOST` replaces both, as a stand-in serves both. @throws CommandError */
export function apiHosts(env: Readonly<Record<string, string | undefined>>): ApiHosts {
  const given = env['VONAGE_API_HOST']?.trim();
  if (given === undefined || given === '')
    return { applications: 'https://api.nexmo.com', numbers: 'https://rest.nexmo.com' };
  const text = given.includes('://') ? given : `https://${given}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isHost = url !== undefined && url.pathname === '/' && url.search === '' && url.username === '';
  // The API secret is in every request: unencrypted only where it does not leave the machine.
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (!isHost || !isSafe)
    throw new CommandError(
      `Expected VONAGE_API_HOST to be like https://api.nexmo.com (http:// on a loopback address only), found "${given}". Leave it out for Vonage's own.`,
    );
  return { applications: url.origin, numbers: url.origin };
}
