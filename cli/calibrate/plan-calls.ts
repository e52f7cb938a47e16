import type { VoiceCapability } from '../../contracts/voice-capability.ts';
import type { CallPlan } from './call-script.ts';
import { ANSWER_FAILS_TWICE, ANSWERS, BLACK_HOLE_CONNECT_MS, EVENTS, TIMEOUTS_MS } from './experiments.ts';
import type { Experiment } from './experiments.ts';

/** The most that a run places, the promise to the account's owner. */
export const MOST_CALLS = 20;
/** Placed within a moment, to see which of them the platform takes. */
export const BURST = 5;
/** Events of one call: it stays short. */
const EVENTS_PER_CALL = 4;

/** How the application is set for some calls. */
export type Setting = 'post' | 'refused' | 'black-hole' | 'get';

export const SETTINGS: Readonly<Record<Setting, string>> = {
  post: 'all three URLs of this run, by POST',
  refused: 'the answer URL at a port that refuses connections',
  'black-hole': 'the answer URL at a port that drops every packet',
  get: 'all three URLs by GET',
};

export interface PlannedCall extends CallPlan {
  readonly setting: Setting;
}

/** Where the endpoints are, as the platform reaches them. */
export interface Addresses {
  /** With the run's prefix, without a slash at its end. */
  readonly base: string;
  /** Of a port that refuses; undefined: there is none. */
  readonly refused: string | undefined;
  readonly blackHole: string | undefined;
}

/** The calls of a run without its burst, one write of the application for each change of the setting. Pure. */
export function planCalls(addresses: Pick<Addresses, 'refused' | 'blackHole'>): readonly PlannedCall[] {
  const parts = chunks(EVENTS, EVENTS_PER_CALL);
  const answers = ANSWERS.map((answer, index): PlannedCall => ({
    name: answer.name,
    setting: 'post',
    answer,
    events: parts[index] ?? [],
    ...(STATUS_EVENTS[answer.name] ?? {}),
  }));
  const failing = ANSWERS.find(({ name }) => name === 'status-500') ?? ANSWER_FAILS_TWICE;
  const other = (name: string, setting: Setting, answer: Experiment): PlannedCall => ({
    name,
    setting,
    answer,
    events: [],
  });
  return [
    ...answers,
    other('fails-twice', 'post', ANSWER_FAILS_TWICE),
    ...(addresses.refused === undefined ? [] : [other('refused', 'refused', failing)]),
    ...(addresses.blackHole === undefined ? [] : [other('black-hole', 'black-hole', failing)]),
    other('get', 'get', failing),
  ];
}

/** Status events are tried where the answer itself decides nothing by time. */
const STATUS_EVENTS: Readonly<Record<string, Pick<CallPlan, 'statusEvents'>>> = {
  ok: { statusEvents: 'wait' },
  'status-500': { statusEvents: 'fail' },
};

function chunks<T>(values: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
    values.slice(index * size, (index + 1) * size),
  );
}

/** The webhooks of a setting: the shortest timeouts, except where attempts are counted by their time. */
export function webhooksOf(setting: Setting, { base, refused, blackHole }: Addresses): VoiceCapability {
  const method = setting === 'get' ? 'GET' : 'POST';
  const webhook = (path: string) => ({
    address: `${base}${path}`,
    http_method: method as 'GET' | 'POST',
    connect_timeout: TIMEOUTS_MS.connect,
    socket_timeout: TIMEOUTS_MS.socket,
  });
  const elsewhere = setting === 'refused' ? refused : setting === 'black-hole' ? blackHole : undefined;
  return {
    webhooks: {
      answer_url:
        elsewhere === undefined
          ? webhook('/answer')
          : { ...webhook('/answer'), address: elsewhere, connect_timeout: BLACK_HOLE_CONNECT_MS },
      fallback_answer_url: webhook('/fallback'),
      event_url: webhook('/event'),
    },
    signed_callbacks: true,
  };
}
