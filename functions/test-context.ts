/** What a test of your own gives your call flow in place of AWS and Vonage (docs/own-settings.md). No function imports it. */
import type { CallEvent } from '../contracts/call.ts';
import { systemClock } from '../contracts/clock.ts';
import type { FunctionSettings } from '../contracts/function-settings.ts';
import { nearest } from '../contracts/nearest.ts';
import type { CallFlow, StepContext } from './define-flow.ts';
import { startContext } from './flow/runs.ts';
import { type LookUp, REACHES_NOTHING, STANDS_IN } from './own/reach.ts';
import type { OwnSecrets } from './ports.ts';
import { reachOf } from './webhook/reach-of.ts';

export interface TestOptions {
  /** What the flow reads of the settings; examples stand in for the others. `websocket: null`: there is no bot. */
  readonly settings?: Partial<FunctionSettings>;
  /** The time of the request, ms since 1970. */
  readonly atMs?: number;
  /** What a step is given; without it the state that a call begins with. */
  readonly state?: unknown;
  /** The event that led to a step. */
  readonly event?: Partial<CallEvent>;
  /** Name in the call flow → what the store holds; null: the store is unavailable. A text stands in for the others. */
  readonly secrets?: Readonly<Record<string, string | null>>;
  /** Name of a look-up → what it finds. All others find nothing, unless they are `asked`. */
  readonly found?: Readonly<Record<string, unknown>>;
  /** Look-ups that `found` does not name are asked, within their budgets, as in a call. */
  readonly asked?: true;
}

const SETTINGS: FunctionSettings = {
  name: 'voice',
  region: 'eu-central-1',
  applicationIds: ['aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab'],
  apiKey: 'abcd1234',
  callerNumber: '447700900000',
  person: { type: 'phone', number: '447700900001' },
  outbound: { callsPerSecond: 3, peakCalls: null, personLines: null },
  websocket: { uri: 'wss://bot.example.com/socket', otherUri: 'wss://other-bot.example.com/socket' },
  callFlow: { mostSteps: 50, mostMinutes: 30 },
  journal: {
    own: { bucket: 'journal-eu-central-1', region: 'eu-central-1' },
    other: { bucket: 'journal-eu-west-1', region: 'eu-west-1' },
  },
  source: { mode: 'signature', countOutside: [] },
  showNumbers: false,
  deadlinesMs: { answer: 600, event: 600, websocketDisconnected: 600, fallback: 300 },
  coldStartFitsMs: 0,
  nearMissMs: { answer: 1000, event: 1000, websocketDisconnected: 1000, fallback: 750 },
  drillable: false,
};
const URLS = {
  websocketDisconnected: 'https://voice.example.com/websocket-disconnected',
  event: 'https://voice.example.com/event',
};
const EVENT: CallEvent = {
  from: '447700900123',
  to: '447700900000',
  uuid: 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab',
  conversationUuid: 'CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab',
  fields: {},
  status: undefined,
  headers: undefined,
};

/**
 * The context of `start`, steps, `lost` and rungs: `await callFlow.start(call, testContext(callFlow, { found: { customer } }))`.
 * Nothing is sent anywhere, unless look-ups are `asked`. @throws Error for a secret that the call flow does not declare
 */
export function testContext(
  flow: CallFlow,
  {
    settings,
    atMs = Date.now(),
    state = flow.state,
    event,
    secrets = {},
    found = {},
    asked,
  }: TestOptions = {},
): StepContext<unknown> {
  const { secret, lookUp } = reachOf({
    deadline: { leftMs: () => SETTINGS.deadlinesMs.answer },
    ports: { clock: systemClock, ownSecrets: storeOf(flow, secrets) },
    isSynthetic: false,
    note: () => undefined,
    count: () => undefined,
  });
  const inTest: LookUp = async (options, ask) => {
    const { name } = options;
    // It finds what its test says.
    if (name !== undefined && Object.hasOwn(found, name))
      return found[name] as Awaited<ReturnType<typeof ask>>;
    return (asked ? lookUp : REACHES_NOTHING.lookUp)(options, ask);
  };
  const context = { settings: { ...SETTINGS, ...settings }, urls: URLS, atMs };
  return {
    ...startContext({ flow, context, reach: { secret, lookUp: inTest } }),
    state: structuredClone(state),
    event: { ...EVENT, ...event },
  };
}

/** The store of the call flow's own secrets, by their names there. */
function storeOf({ own }: CallFlow, values: Readonly<Record<string, string | null>>): OwnSecrets {
  const declared = Object.keys(own?.secrets ?? {});
  const unknown = Object.keys(values).find((name) => !declared.includes(name));
  if (unknown !== undefined) {
    const close = nearest(unknown, declared);
    throw new Error(
      `testContext: expected secrets that the call flow declares (${declared.join(', ') || 'it declares none'}), found ${JSON.stringify(unknown)}.${close === undefined ? '' : ` Did you mean ${close}?`}`,
    );
  }
  return (secretId) => {
    const name = declared.find((each) => own?.secrets[each] === secretId) ?? '';
    const value = Object.hasOwn(values, name) ? values[name] : STANDS_IN;
    const live = (): Promise<string> =>
      value === null || value === undefined
        ? Promise.reject(new Error('The secret store is unavailable.'))
        : Promise.resolve(value);
    return { live, refreshed: live };
  };
}
