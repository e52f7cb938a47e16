import { TIMEOUTS } from '../../../contracts/settings/timeouts.ts';
import { FUNCTION_NAMES } from '../../../contracts/routes.ts';
import type { FlowBundles } from '../../../drill/call-flows/flow-builds.ts';
import type { MenuSays } from '../../../drill/run/read-menu.ts';
import type { HistoryRecord, EmulatorNote } from '../../../contracts/history.ts';
import type { BotBehavior } from '../../../simulator/bot/behavior.ts';
import type { Outside } from '../../../drill/faults/outside.ts';
import type { CallPlan, Simulator } from '../../../simulator/simulator.ts';
import type { Setup } from '../../../drill/run/setup.ts';
import type { RegionRole, Emulator } from '../../../emulator/emulator.ts';
import { support2024 } from '../../../simulator/rules/support-2024.ts';
import { ANNOUNCEMENT, ANSWER_URL, FALLBACK_URL, PRIMARY_BOT, SECONDARY_BOT } from '../checkers/a-history.ts';

/** An emulator that only remembers what was done to it. */
export interface RecordingEmulator {
  readonly emulator: Emulator;
  readonly log: string[];
  readonly coldStartsMs: number[];
  /** Key → text of each bucket's objects. */
  readonly journals: Readonly<Record<RegionRole, Map<string, string>>>;
  readonly addNote: (note: EmulatorNote) => void;
}

export function aEmulator(): RecordingEmulator {
  const log: string[] = [];
  const coldStartsMs: number[] = [];
  const journals = { primary: new Map<string, string>(), secondary: new Map<string, string>() };
  const listeners = new Set<(note: EmulatorNote) => void>();
  const does = (what: string) => {
    log.push(what);
    return Promise.resolve(() => {
      log.push(`undo ${what}`);
      return Promise.resolve();
    });
  };
  const webhook = (address: string) => ({
    address,
    http_method: 'POST',
    connect_timeout: 1,
    socket_timeout: 1,
  });
  const emulator: Partial<Emulator> = {
    asksForSignature: true,
    callerNumber: '447700900000',
    websocketUris: { primary: PRIMARY_BOT, secondary: SECONDARY_BOT },
    outbound: { callsPerSecond: 3, peakCalls: null, personLines: null },
    description: {
      primary: { answer: ANSWER_URL, distribution: 'https://primary.example/fallback' },
      secondary: {
        answer: 'https://secondary.example/answer',
        fallback: 'https://secondary.example/fallback',
        distribution: FALLBACK_URL,
      },
      voice: {
        webhooks: { answer_url: webhook(ANSWER_URL), fallback_answer_url: webhook(FALLBACK_URL) },
      },
    } as unknown as Emulator['description'],
    onNote: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onCpuWait: () => () => undefined,
    onServed: () => () => undefined,
    viewerOf: (client) => client,
    settled: () => Promise.resolve(),
    breakRegion: (role, fault) => does(`${role} ${fault}`),
    breakFunction: (role, route, fault) => does(`${route} of ${role} ${fault}`),
    makeCold: (role, route) => does(`${route} of ${role} cold`),
    setSecret: (role) => does(`secret of ${role}`),
    recycle: (role, route) => does(`recycle ${route} of ${role}`).then(() => undefined),
    warm: (role, route, environments) =>
      does(`warm ${environments} ${route} of ${role}`).then(() => undefined),
    coldStartsMs: () => Promise.resolve(coldStartsMs),
    breakEdge: (fault) => does(`edge ${fault}`),
    breakJournalBucket: (role, fault) => does(`journal of ${role} ${fault}`),
    journalKeys: (role) => Promise.resolve([...(journals[role]?.keys() ?? [])]),
    journalObjects: (role, keys) =>
      Promise.resolve(keys.map((key) => ({ key, text: journals[role]?.get(key) ?? '', writes: 1 }))),
  };
  return {
    emulator: emulator as Emulator,
    log,
    coldStartsMs,
    journals,
    addNote: (note) => {
      for (const listener of listeners) listener(note);
    },
  };
}

/** What one call writes: the records of a history, with the call's own name. */
export type Play = (plan: CallPlan) => readonly HistoryRecord[];

/** Bots and a person that only record the calls that they receive. */
export const anOutside = (log: string[] = []): Outside => {
  const bot = (role: RegionRole) => ({
    behave: (behavior: BotBehavior): BotBehavior => {
      log.push(`bot of ${role} ${behavior.kind}`);
      return { kind: 'talks' };
    },
    leave: (how: string, everyMs?: number) =>
      void log.push(`bot of ${role} leaves (${how}${everyMs === undefined ? '' : `, ${everyMs} ms apart`})`),
  });
  return {
    bots: { primary: bot('primary'), secondary: bot('secondary') },
    application: undefined,
    personBehaves: (behavior) => {
      log.push(`person ${behavior}`);
      return 'answers';
    },
    personHasLines: (lines) => {
      log.push(`person has ${lines ?? 'any number of'} lines`);
      return null;
    },
    outbound: { callsPerSecond: 3, peakCalls: null, personLines: null },
    vonagePace: ({ secondMs, callsPerSecond }) => {
      log.push(`a second of ${secondMs} ms, ${callsPerSecond ?? 'any number of'} legs`);
      return { secondMs: 1, callsPerSecond: null };
    },
    link: ({ primary, fallback }) => {
      log.push(`link ${primary ?? 'as deployed'} ${fallback ?? ''}`.trim());
      return Promise.resolve(() => Promise.resolve(void log.push('link undone')));
    },
    flowBundles: (flow) => {
      log.push(`bundles of ${flow}`);
      const of = (name: string): string => `/bundles/${flow}/${name}`;
      return Promise.resolve(
        Object.fromEntries(FUNCTION_NAMES.map((name) => [name, of(name)])) as unknown as FlowBundles,
      );
    },
    rotate: (action, secret) => Promise.resolve(void log.push(`rotate ${action} ${secret ?? ''}`.trim())),
    vonageSignsWith: (secret) => {
      log.push(`Vonage signs with ${secret}`);
      return 'the secret before';
    },
  };
};

export const aSetup = (emulator: Emulator, play: Play, platform: Partial<Simulator> = {}): Setup => ({
  emulator,
  outside: anOutside(),
  menu: {
    enter: () => Promise.resolve({ journeys: [], lost: [], rungSays: {} as MenuSays['rungSays'] }),
    leave: () => Promise.resolve(),
    whyNot: () => Promise.resolve(undefined),
    scriptsOf: () => [],
  },
  profile: support2024,
  takeLostKeys: () => [],
  application: undefined,
  createSimulatorWithoutGuard: () => {
    throw new Error('This set-up has no application.');
  },
  measureHandlers: () => Promise.resolve({ routes: [], coldStartMayTakeMs: 100 }),
  seed: 1,
  timeoutsName: 'shipped',
  timeouts: TIMEOUTS.shipped,
  conditions: { latencyMs: 0, vonageTimeouts: undefined },
  tierSays: {
    primary: [{ what: 'talk' }, { what: 'bot', content: PRIMARY_BOT }],
    secondary: [{ what: 'talk' }, { what: 'bot', content: SECONDARY_BOT }],
    static: [{ what: 'talk', content: ANNOUNCEMENT }],
  },
  unanswered: [],
  rungSays: {
    'same-socket': [{ what: 'bot', content: PRIMARY_BOT }],
    'other-socket': [{ what: 'bot', content: SECONDARY_BOT }],
    person: [{ what: 'talk' }, { what: 'person' }],
    voicemail: [{ what: 'talk' }, { what: 'beep' }],
  },
  createSimulator: (write) => ({
    placeCall: (plan) => {
      for (const record of play(plan)) write(record);
      return Promise.resolve();
    },
    openConnections: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    ...platform,
  }),
});
