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

/** A changed list could let an attacker in: https only, except on this machine. */
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
  file: { type: 'path', value: 'FILE', notWith: ['url'], help: 'read the list from this file instead' },
  json: JSON_FLAG,
} as const;

const LISTS = `A list has the form of vonage-ip-ranges.json, or is a JSON array of strings, a JSON object with one such array, or lines of
text with comments after "#". The whole list is refused, even with --force, if it is empty or in another form, or if a range
in it is not exact (216.147.0.1/18), too wide (wider than an IPv4 /12 or IPv6 /32) or not public.`;

export const check = define({
  name: 'ip-ranges check',
  about:
    "Compares the IP ranges of Vonage's callbacks with a list, and prints the ranges that the list adds (+) and lacks (-).",
  flags: FLAGS,
  notes: LISTS,
  exits: { 0: 'no difference', 1: 'an error', 2: 'a difference' },
  run: (options, { stdout }) =>
    runIpRanges({ ...options, action: 'check', force: false }, RANGE_FILE, stdout),
});

export const update = define({
  name: 'ip-ranges update',
  about: `Writes the list's ranges into contracts/ip-ranges/vonage-ip-ranges.json: ranges that stay keep their source and date, new
ranges get the list's name and today's date. Review the change, then deploy.`,
  flags: {
    ...FLAGS,
    force: {
      type: 'boolean',
      help: 'accept the list even if half of the addresses are gone, there are four times as many, or it adds the first IPv6 ranges',
    },
  },
  notes: LISTS,
  exits: { 0: 'written, or no difference', 1: 'an error: nothing is written' },
  run: (options, { stdout }) => runIpRanges({ ...options, action: 'update' }, RANGE_FILE, stdout),
});

export const ipRanges = group({
  name: 'ip-ranges',
  about: `Compares the IP ranges of Vonage's callbacks (contracts/ip-ranges/vonage-ip-ranges.json) with a list, and prints the ranges
that the list adds (+) and lacks (-).`,
  commands: {
    check: { summary: 'compares, and writes nothing', load: () => Promise.resolve(check) },
    update: { summary: "writes the list's ranges into the file", load: () => Promise.resolve(update) },
  },
});
