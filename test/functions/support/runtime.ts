import { systemClock } from '../../../contracts/clock.ts';
import type { Count, JournalingPorts, Runtime } from '../../../functions/ports.ts';
import type { FunctionSettings } from '../../../contracts/function-settings.ts';
import type { LiveSecrets } from '../../../contracts/signature-secret.ts';
import { fakeBucket } from './journal.ts';
import { API_KEY, APPLICATION_ID, NOW_MS, SECRET } from './sign.ts';

/** With a bot. */
export const SETTINGS: FunctionSettings & {
  readonly websocket: NonNullable<FunctionSettings['websocket']>;
} = {
  name: 'a-deployment',
  region: 'eu-west-1',
  applicationIds: ['11111111-2222-4333-8444-555555555555', APPLICATION_ID],
  apiKey: API_KEY,
  callerNumber: '447700900000',
  person: { type: 'phone', number: '447700900001' },
  outbound: { callsPerSecond: 3, peakCalls: null, personLines: null },
  websocket: { uri: 'wss://bot.example.com/socket', otherUri: 'wss://other-bot.example.com/socket' },
  callFlow: { mostSteps: 50, mostMinutes: 30 },
  journal: {
    own: { bucket: 'a-journal-eu-west-1', region: 'eu-west-1' },
    other: { bucket: 'a-journal-eu-central-1', region: 'eu-central-1' },
  },
  source: { mode: 'signature', countOutside: [] },
  showNumbers: false,
  deadlinesMs: { answer: 600, event: 1400, websocketDisconnected: 600, fallback: 300 },
  coldStartFitsMs: 500,
  nearMissMs: { answer: 1000, event: 1250, websocketDisconnected: 900, fallback: 750 },
  drillable: false,
};

export const LIVE: LiveSecrets = [{ name: 'current', value: SECRET }];

interface FakeSecrets {
  readonly live?: () => Promise<LiveSecrets>;
  readonly refreshed?: () => Promise<LiveSecrets>;
}

/** A configured runtime with a frozen clock; `lines` is what it logged, `counts` what it counted. */
export function fakeRuntime(
  secrets: FakeSecrets = {},
  journal: JournalingPorts['journal'] = { own: fakeBucket('eu-west-1'), other: fakeBucket('eu-central-1') },
): {
  readonly runtime: Extract<Runtime<JournalingPorts>, { configured: true }>;
  readonly lines: Readonly<Record<string, unknown>>[];
  readonly counts: Count[];
} {
  const lines: Readonly<Record<string, unknown>>[] = [];
  const counts: Count[] = [];
  return {
    lines,
    counts,
    runtime: {
      configured: true,
      ports: {
        settings: SETTINGS,
        clock: { ...systemClock, nowMs: () => NOW_MS },
        ownSecrets: () => ({
          live: () => Promise.resolve('a-token'),
          refreshed: () => Promise.resolve('a-token'),
        }),
        environmentStartMs: undefined,
        log: (line, counted = []) => {
          lines.push(line);
          counts.push(...counted);
        },
        journal,
        secrets: {
          live: secrets.live ?? (() => Promise.resolve(LIVE)),
          refreshed: secrets.refreshed ?? (() => Promise.resolve(LIVE)),
        },
      },
    },
  };
}

/** A runtime whose environment was wrong. */
export const unconfigured: Extract<Runtime, { configured: false }> = {
  configured: false,
  problem: 'SETTINGS: expected a value, found none.',
  log: () => undefined,
};

/** Work that never comes to an end. */
export const never = <T>(): Promise<T> => new Promise(() => undefined);
