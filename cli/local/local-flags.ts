import { wholeNumber } from '../kit/flag-values.ts';
import { BROKEN_ASSUMPTIONS } from '../../emulator/broken-assumptions.ts';
import { VONAGE_ADDRESS, sourceAddresses } from '../../emulator/network/source-addresses.ts';
import type { SourceAddresses } from '../../emulator/network/source-addresses.ts';
import { CommandError } from '../kit/command-error.ts';
import type { Flags, Values } from '../kit/flags.ts';
import { LOCAL_STATE_FOLDER } from './local-system.ts';
import { OUTSIDE_FLAGS } from './outside.ts';

export const LOCAL_FLAGS = {
  watch: {
    type: 'boolean',
    notWith: ['json', 'assembly'],
    help: 'reload what is saved: functions/ at once; settings.ts, static-ncco/ and the rest by a new synthesis. Without it, a change is only reported',
  },
  state: {
    type: 'path',
    value: 'FOLDER',
    notWith: ['json'],
    help: 'folder of the file by which npm run send and npm run break find the local system',
    default: LOCAL_STATE_FOLDER,
  },
  json: {
    type: 'boolean',
    help: 'print one line of JSON instead, for programs: no request log, no --state',
  },
  outputs: {
    type: 'path',
    value: 'FILE',
    help: 'write the outputs in the form of "cdk deploy --outputs-file"',
  },
  tight: {
    type: 'boolean',
    notWith: ['assembly'],
    help: 'synthesize with the tight timeouts (an assembly brings its own)',
  },
  drillable: {
    type: 'boolean',
    notWith: ['assembly'],
    help: 'synthesize functions that read a fault switch, as the setting "drillable" does',
  },
  latencyMs: {
    type: 'text',
    value: 'N',
    help: "adds N ms to each request to a region's API, also to those of its CloudFront distribution",
    default: '0',
    read: wholeNumber(0, 60_000),
  },
  address: {
    type: 'text',
    value: 'A=B',
    isRepeatable: true,
    help: `connections from the loopback address A appear to come from B (IPv4 or IPv6); all others appear to come from ${VONAGE_ADDRESS}, an address of Vonage. Example: --address 127.0.7.1=203.0.113.9, then curl --interface 127.0.7.1`,
  },
  assembly: { type: 'path', value: 'FOLDER', help: 'use this cloud assembly instead of synthesizing one' },
  secrets: {
    type: 'path',
    value: 'FILE',
    help: 'JSON of what the secrets of your call flow hold, by their names in Secrets Manager: {"my-company/crm-token": "…"}. A text stands in for each one that is not in it',
  },
  ...OUTSIDE_FLAGS,
  break: {
    type: 'text',
    value: 'ROW',
    choices: Object.keys(BROKEN_ASSUMPTIONS),
    help: 'break the assumption about AWS that npm run smoke checks in the row of that name',
  },
  verbose: { type: 'boolean', help: "show the functions' output and every note of the emulator, on stderr" },
} as const satisfies Flags;

export type LocalOptions = Values<typeof LOCAL_FLAGS>;

/** @throws when one is not `127.x.y.z=address`, or two name the same connection */
export function addressesOf(texts: readonly string[]): SourceAddresses {
  const pairs = texts.map((text) => {
    const [loopback = '', address = '', ...more] = text.split('=');
    if (loopback === '' || address === '' || more.length > 0)
      throw new CommandError(`--address: expected 127.0.7.1=203.0.113.9, found "${text}".`);
    return [loopback, address] as const;
  });
  const named = Object.fromEntries(pairs);
  if (Object.keys(named).length < pairs.length)
    throw new CommandError(`--address: expected each connection once, found ${texts.join(', ')}.`);
  try {
    sourceAddresses(named);
  } catch (error) {
    throw new CommandError(`--address: ${(error as Error).message}`);
  }
  return named;
}
