import { RANGE_FILE } from '../../contracts/ip-ranges/range-file.ts';
import { CommandError } from '../kit/command-error.ts';
import { define, group } from '../kit/command.ts';
import { JSON_FLAG } from '../kit/flags.ts';
import { runIpRanges } from './run-ip-ranges.ts';

/**
 * Named by the vendor's documentation (Nexmo/nexmo-developer, client-sdk/setup/create-your-application.md). Its form, and
 * whether it is still there, are unknown.
 */
const DEFAULT_URL = 'https://api.nexmo.com/ips-v4';

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** Whoever can change the list on its way can let themselves in: https, except on this machine. */
function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.includes(url.hostname));
  if (url === undefined || !isSafe || url.username !== '' || url.password !== '') {
    throw new CommandError(
      'expected an https:// URL without user and password (http:// on a loopback address only), found ' +
        `${url === undefined ? JSON.stringify(text) : `${url.protocol}//${url.host}`}.`,
    );
  }
  return url;
}

const FLAGS = {
  url: {
    type: 'text',
    value: 'URL',
    help: 'fetch the list from here',
    default: DEFAULT_URL,
    read: parseUrl,
  },
  file: { type: 'path', value: 'FILE', notWith: ['url'], help: 'read it from here instead' },
  json: JSON_FLAG,
} as const;

const LISTS = `A list is a file like ours, a JSON array of texts, a JSON object with one such array in it, or lines of text with
comments after "#". Refused whole, with --force too: what is no list, an empty one, a range that is not exact
(216.147.0.1/18), too wide (wider than an IPv4 /12 or IPv6 /32) or not public.`;

export const check = define({
  name: 'ip-ranges check',
  about:
    "Compares the IP ranges of Vonage's callbacks with a list, and prints what it has more (+) and less (-).",
  flags: FLAGS,
  notes: LISTS,
  exits: { 0: 'the same', 1: 'an error', 2: 'a difference' },
  run: (options) => runIpRanges({ ...options, action: 'check', force: false }, RANGE_FILE),
});

export const update = define({
  name: 'ip-ranges update',
  about: `Writes the list's ranges into contracts/ip-ranges/vonage-ip-ranges.json: those that stay keep their source and date, new
ones get the list's name and today's date. Look at the change, then synthesize and deploy.`,
  flags: {
    ...FLAGS,
    force: {
      type: 'boolean',
      help: 'take a list even if half of the addresses are gone, they have become four times as many, or the first ones of IPv6 come',
    },
  },
  notes: LISTS,
  exits: { 0: 'the same, or written', 1: 'an error: nothing is written' },
  run: (options) => runIpRanges({ ...options, action: 'update' }, RANGE_FILE),
});

export const ipRanges = group({
  name: 'ip-ranges',
  about: `Compares the IP ranges of Vonage's callbacks (contracts/ip-ranges/vonage-ip-ranges.json) with a list, and prints what it has
more (+) and less (-).`,
  commands: {
    check: { summary: 'only compares', load: () => Promise.resolve(check) },
    update: { summary: "writes the list's ranges into the file", load: () => Promise.resolve(update) },
  },
});
