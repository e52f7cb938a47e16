import { parseArgs } from 'node:util';
import { deviationNamed } from '../../emulator/deviations.ts';
import { VONAGE_ADDRESS, sourceAddresses } from '../../emulator/network/source-addresses.ts';
import type { SourceAddresses } from '../../emulator/network/source-addresses.ts';

export const WORLD_HELP = `npm run world -- [options]

Starts both regions and the static tier from the cloud assembly, on loopback, prints what is where, and
stays until Ctrl-C: for npm run send, a bot of one's own, or a tunnel. Meanwhile it prints a line for each request, and
more where functions/call-flow.ts throws, is too slow or returns an invalid NCCO. npm run break breaks its parts.

  --watch             reload what is saved in functions/, static-ncco/ and infra/; without it, a change is only said
  --state FOLDER      where it notes how npm run send and npm run break reach it (drill-out/local)
  --json              print one line of JSON instead of all that, for programs: no requests, no --state
  --outputs FILE      write what "cdk deploy --outputs-file" would
  --tight             synthesize with the tight timeouts
  --drillable         synthesize functions that read a fault switch, as the setting "drillable" does
  --latency-ms N      so much is on the way of each request to a region's API, also from its front (0)
  --address A=B       a connection from the loopback address A counts as one from B, IPv4 or IPv6; repeatable.
                      Who has no other address counts as ${VONAGE_ADDRESS}, which is Vonage's:
                      --address 127.0.7.1=203.0.113.9, then curl --interface 127.0.7.1
  --assembly FOLDER   use this cloud assembly instead of synthesizing one
  --break ROW         break what "npm run smoke" asks in its row of that name: AWS does otherwise than is assumed
  --verbose           show what functions write, and every note, on stderr
  --help              this text
`;

export interface WorldCommandOptions {
  readonly json: boolean;
  readonly watch: boolean;
  readonly state: string | undefined;
  readonly outputs: string | undefined;
  readonly tight: boolean;
  readonly drillable: boolean;
  readonly assembly: string | undefined;
  /** Name of a deviation. */
  readonly broken: string | undefined;
  readonly latencyMs: number;
  readonly addresses: SourceAddresses;
  readonly verbose: boolean;
}

/**
 * Reads the command line; undefined when help is wanted.
 * @throws when it is wrong: what was expected, and what was found
 */
export function parseWorldOptions(args: readonly string[]): WorldCommandOptions | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  refuseForAssembly(values);
  refuseForJson(values);
  if (values.break !== undefined) deviationNamed(values.break);
  return {
    json: values.json ?? false,
    watch: values.watch ?? false,
    state: values.state,
    outputs: values.outputs,
    tight: values.tight ?? false,
    drillable: values.drillable ?? false,
    assembly: values.assembly,
    broken: values.break,
    latencyMs: latencyOf(values['latency-ms']),
    addresses: addressesOf(values.address),
    verbose: values.verbose ?? false,
  };
}

/** @throws when something is chosen that an assembly brings along */
function refuseForAssembly({ assembly, tight, drillable, watch }: ReturnType<typeof parse>): void {
  if (assembly === undefined || !(tight || drillable || watch)) return;
  const [flag, brings] = tight
    ? ['--tight', 'timeouts']
    : [drillable ? '--drillable' : '--watch', 'functions'];
  throw new Error(
    `Expected ${flag} or --assembly, found both: an assembly brings its own ${brings}. Leave one of them out.`,
  );
}

/** @throws when something is chosen that only people see */
function refuseForJson({ json, watch, state }: ReturnType<typeof parse>): void {
  if (json !== true || (watch !== true && state === undefined)) return;
  const flag = watch === true ? '--watch' : '--state';
  throw new Error(`Expected ${flag} or --json, found both. Leave one of them out.`);
}

/** @throws when it is no number of ms that a laptop would wait for */
export function latencyOf(text = '0'): number {
  if (/^\d+$/.test(text) && Number(text) <= 60_000) return Number(text);
  throw new Error(`--latency-ms: expected a whole number from 0 to 60000, found "${text}".`);
}

/** @throws when one is not `127.x.y.z=address`, or two name the same connection */
function addressesOf(texts: readonly string[] = []): SourceAddresses {
  const pairs = texts.map((text) => {
    const [loopback = '', address = '', ...more] = text.split('=');
    if (loopback === '' || address === '' || more.length > 0)
      throw new Error(`--address: expected 127.0.7.1=203.0.113.9, found "${text}".`);
    return [loopback, address] as const;
  });
  const named = Object.fromEntries(pairs);
  if (Object.keys(named).length < pairs.length)
    throw new Error(`--address: expected each connection once, found ${texts.join(', ')}.`);
  try {
    sourceAddresses(named);
  } catch (error) {
    throw new Error(`--address: ${(error as Error).message}`, { cause: error });
  }
  return named;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        json: { type: 'boolean' },
        watch: { type: 'boolean' },
        state: { type: 'string' },
        outputs: { type: 'string' },
        tight: { type: 'boolean' },
        drillable: { type: 'boolean' },
        assembly: { type: 'string' },
        break: { type: 'string' },
        'latency-ms': { type: 'string' },
        address: { type: 'string', multiple: true },
        verbose: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw new Error(
      `${found}\nExpected: --watch, --state FOLDER, --json, --outputs FILE, --tight, --drillable, --assembly FOLDER, --break ROW, --latency-ms N, --address A=B, --verbose, --help.`,
      {
        cause: error,
      },
    );
  }
}
