import type {
  CalledNumbers,
  FunctionSettings,
  JournalLocation,
  Person,
} from '../contracts/function-settings.ts';
import { MOST_MINUTES, MOST_STEPS } from '../contracts/call-flow-limits.ts';
import { addressesAre, allowedRanges } from './ip-ranges/ip-allow-list.ts';
import { journalBucketName } from './physical-names.ts';
import { SettingsError } from '../contracts/settings/settings-error.ts';
import { calledNumbers } from '../contracts/settings/called-numbers.ts';
import type { PersonSettings } from '../contracts/settings/numbers.ts';
import { CALLS_PER_SECOND, type Settings } from '../contracts/settings/settings-schema.ts';
import { TIMEOUTS } from '../contracts/settings/timeouts.ts';
import type { Timeouts, WebhookTimeouts } from '../contracts/settings/timeouts.ts';

/** The settings that the functions of one region get. */
export const functionSettings = (settings: Settings, role: 'primary' | 'secondary'): FunctionSettings => {
  const { answer, event, websocketDisconnected, fallback } = TIMEOUTS[settings.timeouts];
  const { lines = null } = settings.person;
  const numbers = numbersWithOwn(settings);
  const { mostSteps = MOST_STEPS, mostMinutes = MOST_MINUTES } = settings.callFlow ?? {};
  const { applicationIds, apiKey, callsPerSecond = CALLS_PER_SECOND, peakCalls = null } = settings.vonage;
  const otherRole = role === 'primary' ? 'secondary' : 'primary';
  const journal = (region: string): JournalLocation => ({
    bucket: journalBucketName(settings, region),
    region,
  });
  return {
    name: settings.name,
    region: settings.regions[role],
    applicationIds,
    apiKey,
    callerNumber: settings.callerNumber,
    person: answering(settings.person),
    ...(numbers.length === 0 ? {} : { numbers }),
    outbound: { callsPerSecond, peakCalls, personLines: lines },
    websocket:
      settings.websocketUri === null
        ? null
        : { uri: settings.websocketUri[role], otherUri: settings.websocketUri[otherRole] },
    callFlow: { mostSteps, mostMinutes },
    journal: { own: journal(settings.regions[role]), other: journal(settings.regions[otherRole]) },
    source: {
      mode: settings.source.mode,
      countOutside: addressesAre(settings) === 'counted' ? allowedRanges(settings) : [],
    },
    showNumbers: settings.logs.showNumbers,
    deadlinesMs: {
      answer: answer.handlerMs,
      event: event.handlerMs,
      websocketDisconnected: websocketDisconnected.handlerMs,
      fallback: fallback.handlerMs,
    },
    coldStartFitsMs: coldStartFitsMs(TIMEOUTS[settings.timeouts]),
    nearMissMs: {
      answer: nearMissMs(answer),
      event: nearMissMs(event),
      websocketDisconnected: nearMissMs(websocketDisconnected),
      fallback: nearMissMs(fallback),
    },
    drillable: settings.drillable,
  };
};

const answering = ({ answersBy, phone, sip }: PersonSettings): Person =>
  answersBy === 'phone' ? { type: 'phone', number: phone } : { type: 'sip', uri: sip };

/** The numbers whose calls are not like all others, together where they are like each other: the environment is small. */
function numbersWithOwn(settings: Settings): readonly CalledNumbers[] {
  const groups = new Map<string, CalledNumbers>();
  for (const { number, flow, person } of calledNumbers(settings)) {
    const own = {
      ...(flow === undefined ? {} : { flow }),
      person: answering(person),
      personLines: person.lines ?? null,
    };
    const key = JSON.stringify(own);
    groups.set(key, { called: [...(groups.get(key)?.called ?? []), number], ...own });
  }
  const common = { person: answering(settings.person), personLines: settings.person.lines ?? null };
  groups.delete(JSON.stringify(common));
  return [...groups.values()];
}

/** What lies between a handler's deadline and the gateway's timeout, where a caller waits; without what a warm answer needs of it as well. */
export const coldStartFitsMs = ({ answer, websocketDisconnected, fallback }: Timeouts): number =>
  Math.min(
    ...[answer, websocketDisconnected, fallback].map(
      ({ integrationMs, handlerMs }) => integrationMs - handlerMs,
    ),
  ) - WAY_BACK_MS;

/** From the handler's answer to the gateway's. */
const WAY_BACK_MS = 100;

/**
 * A request that takes longer counts as a near miss, ms: half of Vonage's socket timeout. Where the gateway times out
 * before that, it is the middle between our own deadline and the gateway's, so that the metric precedes a failure.
 */
export const nearMissMs = ({ socketMs, integrationMs, handlerMs }: WebhookTimeouts): number =>
  Math.round(socketMs / 2 < integrationMs ? socketMs / 2 : (handlerMs + integrationMs) / 2);

/** Lambda takes 4 KB of environment in all (Lambda quotas); the secret's ARN and the account's id are not known here. */
const SETTINGS_LIMIT_BYTES = 3500;

/** The environment variable `SETTINGS`. @throws SettingsError where it is too long */
export const settingsVariable = (settings: FunctionSettings): string => {
  const text = JSON.stringify(settings);
  const bytes = Buffer.byteLength(text);
  if (bytes <= SETTINGS_LIMIT_BYTES) return text;
  throw new SettingsError('the settings', [
    {
      path: 'vonage.applicationIds, websocketUri, person, numbers, source (its ranges, while counting)',
      expected: `at most ${SETTINGS_LIMIT_BYTES} bytes in each function's environment, all together`,
      found: `${bytes} bytes`,
    },
  ]);
};
