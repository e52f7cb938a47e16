import type { Environments } from './contracts/settings/environments.ts';
import type { Settings } from './contracts/settings/settings-schema.ts';

/**
 * The one place for what is yours. Every value is checked at synth; a wrong one is refused
 * with what was expected and what was found.
 */
export const settings: Settings = {
  /** Prefix of every stack and physical name. */
  name: 'vonage-voice-failover',
  regions: { primary: 'eu-central-1', secondary: 'eu-west-1', static: 'eu-north-1' },
  vonage: {
    /** Vonage applications whose callbacks are accepted; the first one is linked. */
    applicationIds: ['aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab'],
    apiKey: 'abcd1234',
    /** New outbound legs a second that Vonage lets the whole account make; `null`: no limit, by agreement with Vonage. */
    callsPerSecond: 3,
    /**
     * The most callers that you expect at once; `null`: not declared. Callers who are dropped together come back spread over
     * peakCalls / callsPerSecond seconds, and `npm run deploy` checks that both regions' quotas take them.
     */
    peakCalls: null,
  },
  /** One of your Vonage numbers, E.164 digits without "+": `from` of every outgoing leg. */
  callerNumber: '447700900000',
  /**
   * Who answers where the bot cannot, or where there is none. `answersBy` chooses which of the two is called. `lines`: callers that can be taken at
   * once, `null`: not limited, or not known. Callers beyond it leave a voicemail.
   */
  person: { phone: '447700900001', sip: 'sip:agents@pbx.example.com', answersBy: 'phone', lines: null },
  /** The bot's WebSocket in each serving region; `null`: there is no bot. */
  websocketUri: {
    primary: 'wss://bot.eu-central-1.example.com/socket',
    secondary: 'wss://bot.eu-west-1.example.com/socket',
  },
  /** How far a call goes through the steps of the call flow (docs/call-flows.md), then the person. */
  callFlow: { mostSteps: 50, mostMinutes: 30 },
  timeouts: 'shipped',
  /** How Vonage asks the fallback URL. With `GET` a call whose data exceeds 8 kB gets no fallback (docs/decisions/037). */
  fallbackMethod: 'POST',
  /** Which file of static-ncco/ callers hear when both regions are gone (its name without ".json"). */
  staticNcco: 'announcement-tts',
  source: {
    /**
     * Vonage is known by its `signature`, by its `ip` address, or by `both`. The addresses are those of
     * contracts/ip-ranges/vonage-ip-ranges.json (`npm run ip-ranges`).
     */
    mode: 'signature',
    /** With `both`: counts what the addresses would refuse, and refuses nothing for its address. */
    countOnly: false,
    /** CIDR blocks from which your own probes and drills get in as well. */
    operatorRanges: [],
  },
  journal: {
    /** Days after which an event is deleted from the journal. The buckets themselves outlive the stacks. */
    expireAfterDays: 365,
    /** Each new event goes to EventBridge as well, for a CRM or a queue of your own (docs/events.md). */
    eventBridge: false,
  },
  functions: {
    memoryMb: 1024,
    /** Environments of `answer` and of `fallback` that are kept warm in each region; paid for by the hour. 0: none. */
    provisionedConcurrency: 0,
    /**
     * The most environments that each function may have at once; `null`: the account's quota alone. A new account's
     * quota is too small to reserve anything (`npm run deploy` checks it).
     */
    reservedConcurrency: null,
  },
  logs: {
    /** Whole phone numbers in the functions' logs, instead of their last three digits. */
    showNumbers: false,
    /** Days that the functions' logs are kept. */
    retentionDays: 30,
  },
  alarms: {
    /** Alarms are emailed to this address (AWS asks it for a confirmation first); `null`: the topics have no subscriber. */
    email: null,
    /** Refused callbacks of unauthenticated callers, per minute and region, that cause no alarm yet. */
    refusalsPerMinute: 60,
    /** Minutes without an answered call that cause an alarm; 0: never. For numbers with constant traffic. */
    silentMinutes: 0,
  },
  /**
   * A domain name that Route 53 points to a healthy region: `{ name: 'voice.example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ',
   * hostedZoneName: 'example.com' }`, a public hosted zone of Route 53. `null`: Vonage gets the region's own address.
   */
  domain: null,
  /** For drills on the deployed stacks: tags them, and lets the handlers read a fault switch. Not for production. */
  drillable: false,
};

/**
 * What an environment has of its own, on top of the settings above: its name, account and applications at least. Each command then
 * takes `--env NAME` (docs/settings.md). None: there is one deployment, the one above.
 */
export const environments: Environments = {};
