import { applicationId, phoneNumber } from '../../contracts/settings/value-checks.ts';
import { problemsOf } from '../../contracts/settings/settings-error.ts';
import { callerKey, wholeNumber } from '../kit/flag-values.ts';
import { CommandError } from '../kit/command-error.ts';
import type { Flags, Values } from '../kit/flags.ts';
import { YES_FLAG } from '../kit/io.ts';
import { READ_BACK_TIMEOUT_FLAG } from '../kit/read-back-flag.ts';
import { CREDENTIALS_FLAG } from '../link/api/credentials.ts';
import { PROFILE_FLAG } from '../profile/profile-flag.ts';
import { KEPT_FLAG } from '../link/borrow/borrow-application.ts';
import { SIGNATURE_SECRET_FLAG } from '../link/probe/read-signature-secret.ts';

const phone = (text: string): string => {
  const number = callerKey(text);
  const [problem] = problemsOf(phoneNumber, number, 'number');
  if (problem === undefined) return number;
  throw new CommandError(`expected ${problem.expected}, found "${text}".`);
};

const address =
  (...protocols: readonly string[]) =>
  (text: string): URL => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url !== undefined && protocols.includes(url.protocol) && url.search === '' && url.hash === '')
      return url;
    throw new CommandError(
      `expected an address like ${protocols.includes('https:') ? 'https://name.example.com' : 'http://203.0.113.9:8787'} without a query, found "${text}".`,
    );
  };

const euros = (text: string): number => {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (value > 0 && value <= 10) return value;
  throw new CommandError(`expected euros a minute like 0.0120, at most 10; found "${text}".`);
};

export const CALIBRATE_FLAGS = {
  run: {
    type: 'boolean',
    help: 'place the calls; without it the plan and its price are printed, and nothing is done',
  },
  rehearse: {
    ...PROFILE_FLAG,
    help: `a whole run without an account or a price: against a simulated Vonage on this machine that follows this profile`,
    notWith: ['run'],
  },
  application: {
    type: 'text',
    value: 'ID',
    help: 'the Vonage application to borrow: one that serves no callers',
    with: ['run'],
    read: (id: string) => {
      const [problem] = problemsOf(applicationId, id, 'application');
      if (problem === undefined) return id.toLowerCase();
      throw new CommandError(`expected ${problem.expected}, found "${id}".`);
    },
  },
  number: {
    type: 'text',
    value: 'NUMBER',
    help: 'the test number that is linked to the application, and the only one',
    with: ['run'],
    read: phone,
  },
  from: {
    type: 'text',
    value: 'NUMBER',
    help: 'another number of the account, which calls it',
    otherwise: 'the test number itself',
    with: ['run'],
    read: phone,
  },
  privateKey: {
    type: 'path',
    value: 'FILE',
    help: "the application's private key, with which calls are placed",
    with: ['run'],
  },
  publicUrl: {
    type: 'text',
    value: 'URL',
    help: 'how Vonage reaches the endpoints of this command: your tunnel, or this machine',
    with: ['run'],
    read: address('http:', 'https:'),
  },
  direct: {
    type: 'boolean',
    help: 'the public URL is this process itself, over http: no tunnel, no proxy; only so are resets and connections seen',
    with: ['publicUrl'],
  },
  refusedUrl: {
    type: 'text',
    value: 'URL',
    help: 'an address that refuses connections, to try that too',
    with: ['publicUrl'],
    read: address('http:', 'https:'),
  },
  blackHoleUrl: {
    type: 'text',
    value: 'URL',
    help: 'an address that drops every packet (a firewall), to try that too',
    with: ['publicUrl'],
    read: address('http:', 'https:'),
  },
  listen: {
    type: 'text',
    value: 'HOST:PORT',
    help: 'where the endpoints listen on this machine; that is what the tunnel leads to',
    default: '127.0.0.1:8787',
    read: (text: string) => {
      const [, host, port] = /^(.+):(\d+)$/.exec(text) ?? [];
      if (host !== undefined) return { host, port: wholeNumber(0, 65_535)(port ?? '') };
      throw new CommandError(`expected HOST:PORT like 127.0.0.1:8787, found "${text}".`);
    },
  },
  rate: {
    type: 'text',
    value: 'EUR',
    help: 'the dearer of the two rates of these numbers, a minute (price list), to bound the price',
    read: euros,
  },
  out: {
    type: 'path',
    value: 'FILE',
    help: 'where the profile goes',
    otherwise: 'profile.measured.json; of a rehearsal profile.rehearsed.json',
  },
  credentials: CREDENTIALS_FLAG,
  secretFile: SIGNATURE_SECRET_FLAG,
  kept: KEPT_FLAG,
  readBackTimeout: READ_BACK_TIMEOUT_FLAG,
  yes: { ...YES_FLAG, with: ['run'] },
} as const satisfies Flags;

export type CalibrateOptions = Values<typeof CALIBRATE_FLAGS>;
