import { CommandError } from '../kit/command-error.ts';
import { parseFlags } from '../kit/parse-flags.ts';

/**
 * Named by the vendor's documentation (Nexmo/nexmo-developer, client-sdk/setup/create-your-application.md). Its form, and
 * whether it is still there, are unknown.
 */
export const DEFAULT_URL = 'https://api.nexmo.com/ips-v4';

export const IP_RANGES_HELP = `npm run ip-ranges -- check|update [options]

Compares the IP ranges of Vonage's callbacks (contracts/ip-ranges/vonage-ip-ranges.json) with a list, and prints what it has
more (+) and less (-).

  check          only that
  update         writes the list's ranges into the file: those that stay keep their source and date, new ones get the
                 list's name and today's date. Look at the change, then synthesize and deploy

  --url URL      fetch the list from here (default: ${DEFAULT_URL}; nobody
                 promises that it is still there)
  --file FILE    read it from here instead
  --force        update: take a list even if half of the addresses are gone, they have become four times as many, or the
                 first ones of IPv6 come
  --json         print one line of JSON instead
  --help         this text

A list is a file like ours, a JSON array of texts, a JSON object with one such array in it, or lines of text with
comments after "#". Refused whole, with --force too: what is no list, an empty one, a range that is not exact
(216.147.0.1/18), too wide (wider than an IPv4 /12 or IPv6 /32) or not public.

Exit code: 0 the same (update: or written), 2 check has found a difference, 1 an error: nothing is written.
`;

/** Where the list comes from. */
export type Origin =
  { readonly from: 'url'; readonly url: URL } | { readonly from: 'file'; readonly file: string };

export interface IpRangesOptions {
  readonly action: 'check' | 'update';
  readonly origin: Origin;
  readonly force: boolean;
  readonly json: boolean;
}

/** Reads the command line; undefined when help is wanted. @throws CommandError */
export function parseIpRangesOptions(args: readonly string[]): IpRangesOptions | undefined {
  const isAction = args[0] === 'check' || args[0] === 'update';
  const values = parseFlags(
    isAction ? args.slice(1) : args,
    {
      url: { type: 'string' },
      file: { type: 'string' },
      force: { type: 'boolean' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
    IP_RANGES_HELP,
  );
  if (values.help === true) return undefined;
  if (!isAction)
    throw new CommandError(`Expected "check" or "update" as the first word.\n\n${IP_RANGES_HELP}`);
  const action = args[0] === 'update' ? 'update' : 'check';
  const force = values.force ?? false;
  if (force && action === 'check')
    throw new CommandError('--force: expected with "update", found with "check", which writes nothing.');
  return { action, origin: originOf(values), force, json: values.json ?? false };
}

function originOf({ url, file }: { url?: string; file?: string }): Origin {
  if (url !== undefined && file !== undefined)
    throw new CommandError('Expected --url or --file, found both. Leave one of them out.');
  if (file === undefined) return { from: 'url', url: parseUrl(url ?? DEFAULT_URL) };
  if (file === '') throw new CommandError('--file: expected the name of a file, found nothing.');
  return { from: 'file', file };
}

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** Whoever can change the list on its way can let themselves in: https, except on this machine. */
function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.includes(url.hostname));
  if (url === undefined || !isSafe || url.username !== '' || url.password !== '') {
    throw new CommandError(
      '--url: expected an https:// URL without user and password (http:// on a loopback address only), found ' +
        `${url === undefined ? JSON.stringify(text) : `${url.protocol}//${url.host}`}.`,
    );
  }
  return url;
}
