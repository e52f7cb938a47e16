import { wholeNumber } from '../kit/flag-values.ts';
import { DEVIATIONS } from '../../emulator/deviations.ts';
import { VONAGE_ADDRESS, sourceAddresses } from '../../emulator/network/source-addresses.ts';
import type { SourceAddresses } from '../../emulator/network/source-addresses.ts';
import { CommandError } from '../kit/command-error.ts';
import {} from '../kit/flags.ts';
import type { Flags, Values } from '../kit/flags.ts';
import { LOCAL_STATE_FOLDER } from './local-system.ts';

export const LOCAL_FLAGS = {
  watch: {
    type: 'boolean',
    notWith: ['json', 'assembly'],
    help: 'reload what is saved in functions/, static-ncco/ and infra/; without it, a change is only said',
  },
  state: {
    type: 'path',
    value: 'FOLDER',
    notWith: ['json'],
    help: 'where it notes how npm run send and npm run break reach it',
    default: LOCAL_STATE_FOLDER,
  },
  json: {
    type: 'boolean',
    help: 'print one line of JSON instead of all that, for programs: no requests, no --state',
  },
  outputs: { type: 'path', value: 'FILE', help: 'write what "cdk deploy --outputs-file" would' },
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
    help: `a connection from the loopback address A counts as one from B, IPv4 or IPv6; one without an address of its own counts as ${VONAGE_ADDRESS}, which is Vonage's: --address 127.0.7.1=203.0.113.9, then curl --interface 127.0.7.1`,
  },
  assembly: { type: 'path', value: 'FOLDER', help: 'use this cloud assembly instead of synthesizing one' },
  break: {
    type: 'text',
    value: 'ROW',
    choices: Object.keys(DEVIATIONS),
    help: 'break what npm run smoke asks in its row of that name: AWS does otherwise than is assumed',
  },
  verbose: { type: 'boolean', help: 'show what functions write, and every note, on stderr' },
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
