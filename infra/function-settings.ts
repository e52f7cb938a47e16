import type { FunctionSettings, JournalLocation } from '../contracts/settings.ts';
import { addressesAre, allowedRanges } from './ip-ranges/allowed-ranges.ts';
import { nearMissMs } from './near-miss.ts';
import { journalBucketName } from './physical-names.ts';
import type { Settings } from '../contracts/settings/settings-schema.ts';
import { TIMEOUTS } from '../contracts/settings/timeouts.ts';

/** What the functions of one region are told of the settings. */
export const functionSettings = (settings: Settings, role: 'primary' | 'secondary'): FunctionSettings => {
  const { answer, event, websocketDisconnected, fallback } = TIMEOUTS[settings.timeouts];
  const { phone, sip, answersBy } = settings.person;
  const otherRole = role === 'primary' ? 'secondary' : 'primary';
  const journal = (region: string): JournalLocation => ({
    bucket: journalBucketName(settings, region),
    region,
  });
  return {
    name: settings.name,
    region: settings.regions[role],
    applicationIds: settings.vonage.applicationIds,
    apiKey: settings.vonage.apiKey,
    callerNumber: settings.callerNumber,
    person: answersBy === 'phone' ? { type: 'phone', number: phone } : { type: 'sip', uri: sip },
    websocket: {
      uri: settings.websocketUri[role],
      otherUri: settings.websocketUri[otherRole],
    },
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
    nearMissMs: {
      answer: nearMissMs(answer),
      event: nearMissMs(event),
      websocketDisconnected: nearMissMs(websocketDisconnected),
      fallback: nearMissMs(fallback),
    },
    drillable: settings.drillable,
  };
};
