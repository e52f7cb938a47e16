import { EventEmitter, once } from 'node:events';
import { rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { readAssembly } from '../../../emulator/assembly/read-assembly.ts';
import { EDGE_LOOPBACK } from '../../../emulator/network/source-addresses.ts';
import { startEmulator } from '../../../emulator/start-emulator.ts';
import type { RegionRole, Route, Emulator } from '../../../emulator/emulator.ts';
import type { SourceSettings } from '../../../contracts/settings/settings-schema.ts';
import { bearer } from '../post-signed.ts';
import { synthesizedAssembly } from '../synthesized-assembly.ts';

export const ROLES = ['primary', 'secondary'] as const;
const ROUTES = ['answer', 'event', 'websocket-disconnected', 'fallback', 'health'] as const;

/** Each client, and the loopback address of its connections. */
const WHO = {
  vonage: '127.0.0.1',
  cloudFront: EDGE_LOOPBACK,
  outsider: '127.0.7.1',
  outsiderByIpv6: '127.0.7.2',
  operator: '127.0.7.3',
  operatorByIpv6: '127.0.7.4',
} as const;
export type Who = keyof typeof WHO;

const ADDRESSES = {
  [WHO.outsider]: '203.0.113.9',
  [WHO.outsiderByIpv6]: '2001:db8::9',
  [WHO.operator]: '8.8.8.8',
  [WHO.operatorByIpv6]: '2606:4700::8',
};

const MOST_TRIES = 20;

export interface Asking {
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly headers?: Readonly<Record<string, string>>;
  /** Left out: signed as Vonage does. */
  readonly unsigned?: boolean;
}
export interface Answer {
  readonly status: number;
  readonly text: string;
}

export interface AllowListEmulator {
  readonly emulator: Emulator;
  /** The key that a region's distribution adds. */
  readonly distributionKey: (role: RegionRole) => string;
  readonly ask: (who: Who, url: string, asking?: Asking) => Promise<Answer>;
  /** Tries again while no function answers: a cold start may outlast the timeouts of gateway and distribution. */
  readonly askUntilServed: AllowListEmulator['ask'];
  /** Body of the static NCCO, which the distributions serve if no function answers. */
  readonly staticNcco: string;
  /** Which functions ran meanwhile, as `role route`. */
  readonly whatRan: (act: () => Promise<unknown>) => Promise<readonly string[]>;
  /** Lines of functions with that text, as soon as there are so many. */
  readonly written: (count: number, text: string) => Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
}

/** An emulator with these source settings. Operators are inside its operatorRanges, outsiders outside the allow list. */
export async function startAllowListEmulator(
  source: Omit<SourceSettings, 'operatorRanges'>,
): Promise<AllowListEmulator> {
  const assembly = await synthesizedAssembly({
    source: { ...source, operatorRanges: ['8.8.8.0/24', '2606:4700::/32'] },
  });
  const output = new EventEmitter();
  const emulator = await startEmulator({
    assembly,
    addresses: ADDRESSES,
    onFunctionOutput: () => output.emit('line'),
  });
  const deployment = readAssembly(assembly);
  const coldStarts = async (role: RegionRole, route: Route) =>
    [`${role} ${route}`, (await emulator.coldStartsMs(role, route)).length] as const;
  const everywhere = ROLES.flatMap((role) => ROUTES.map((route) => [role, route] as const));
  const ask: AllowListEmulator['ask'] = (
    who,
    url,
    { method = 'POST', headers = {}, unsigned = false } = {},
  ) => {
    const body = method === 'GET' ? '' : BODY;
    const authorization = bearer(emulator.description.application, body);
    return send(WHO[who], url, method, { ...(unsigned ? {} : { authorization }), ...headers }, body);
  };
  const staticUrl = emulator.description.static['fallback'] ?? '';
  const { text: staticNcco } = await ask('vonage', staticUrl, { method: 'GET' });
  return {
    emulator,
    staticNcco,
    ask,
    askUntilServed: async (...asked) => {
      let answer = await ask(...asked);
      for (
        let more = MOST_TRIES;
        more > 0 && !(answer.status === 200 && answer.text !== staticNcco);
        more -= 1
      )
        answer = await ask(...asked);
      return answer;
    },
    distributionKey: (role) => deployment[role].api.apiKeys[0]?.value ?? '',
    whatRan: async (act) => {
      // A function that is invoked from now on has a cold start, which is counted.
      for (const [role, route] of everywhere) await emulator.recycle(role, route);
      const before = new Map(await Promise.all(everywhere.map(([role, route]) => coldStarts(role, route))));
      await act();
      const after = await Promise.all(everywhere.map(([role, route]) => coldStarts(role, route)));
      return after.filter(([name, count]) => count > (before.get(name) ?? 0)).map(([name]) => name);
    },
    written: async (count, text) => {
      const lines = (): readonly string[] => emulator.functionOutput().filter((line) => line.includes(text));
      while (lines().length < count) await once(output, 'line');
      return lines();
    },
    stop: async () => {
      await emulator.stop();
      rmSync(assembly, { recursive: true });
    },
  };
}

const BODY = JSON.stringify({
  from: '447700900002',
  to: '447700900000',
  uuid: 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab',
  conversation_uuid: 'CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab',
});

function send(
  localAddress: string,
  url: string,
  method: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const type = body === '' ? {} : { 'content-type': 'application/json' };
    const request = httpRequest(
      url,
      { method, localAddress, headers: { ...type, ...headers } },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('error', reject).on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}
