import { CommandError } from '../kit/command-error.ts';

/** Vonage's own hosts, under which its media is. */
const VONAGE = /^(?:api[a-z0-9-]*\.nexmo\.com|(?:[a-z0-9-]+\.)+vonage\.com)$/;

/**
 * Where a recording may be fetched from with the application's token. The URL comes from a journal, so it may name any host:
 * the token is sent to Vonage over https, or to the stand-in that a test has named, and to no other host.
 * @param standIn origin on loopback that answers in Vonage's place
 * @returns undefined for any other URL
 */
export function recordingAddress(url: string, standIn: string | undefined): URL | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, hostname, port, username, password, pathname, search, origin } = new URL(url);
  if (username !== '' || password !== '') return undefined;
  const isVonage = protocol === 'https:' && port === '' && VONAGE.test(hostname);
  if (!isVonage && origin !== standIn) return undefined;
  // Joined as text: a path that begins with two slashes would be resolved to another host.
  return new URL(`${standIn ?? origin}${pathname}${search}`);
}

/** The origin of a stand-in, on this machine. @throws CommandError */
export function parseStandIn(url: string): string {
  const { protocol, hostname, origin } = URL.canParse(url) ? new URL(url) : new URL('none:');
  if (protocol === 'http:' && hostname === '127.0.0.1') return origin;
  throw new CommandError(
    `expected http://127.0.0.1:<port>, a server of your own that answers in the place of Vonage's media; found "${url}". Leave it out to fetch from Vonage.`,
  );
}
