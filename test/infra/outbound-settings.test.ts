import { functionSettings } from '../../infra/function-settings.ts';
import { settings } from '../fixtures/own/settings.ts';

const outboundOf = (vonage: object, lines: object) =>
  functionSettings(
    {
      ...settings,
      vonage: { applicationIds: settings.vonage.applicationIds, apiKey: settings.vonage.apiKey, ...vonage },
      person: { phone: '447700900001', sip: 'sip:agents@pbx.example.com', answersBy: 'sip', ...lines },
    },
    'secondary',
  ).outbound;

describe('what bounds new outbound legs', () => {
  it('is Vonage’s own rate, no declared peak and any number of lines where the settings say nothing', () => {
    expect(outboundOf({}, {})).toEqual({ callsPerSecond: 3, peakCalls: null, personLines: null });
  });

  it('is what the settings say; null is no limit', () => {
    expect(outboundOf({ callsPerSecond: null, peakCalls: 540 }, { lines: 12 })).toEqual({
      callsPerSecond: null,
      peakCalls: 540,
      personLines: 12,
    });
  });
});
