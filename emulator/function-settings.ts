import type { OutboundSettings } from '../contracts/function-settings.ts';
import type { RegionModel } from './deployment.ts';

/** What the emulator reads of the functions' SETTINGS: it must sign as, and connect to, what they expect. */
export interface KnownSettings {
  readonly applicationId: string;
  readonly apiKey: string;
  /** The region's bot; null: there is none. */
  readonly websocketUri: string | null;
  /** The user's own number: callers dial it. */
  readonly callerNumber: string;
  /** What is said of the Vonage account and of the person. */
  readonly outbound: OutboundSettings;
  /** If false, every request from an address in the ranges is served. */
  readonly asksForSignature: boolean;
}

/** @throws when no function of the region has them */
export function readFunctionSettings(region: RegionModel): KnownSettings {
  for (const model of Object.values(region.functions)) {
    const text = model.environment['SETTINGS'];
    if (text === undefined) continue;
    const { applicationIds, apiKey, callerNumber, websocket, outbound, source } = JSON.parse(text) as {
      applicationIds?: string[];
      apiKey?: string;
      callerNumber?: string;
      websocket?: { uri?: string } | null;
      outbound?: Partial<OutboundSettings>;
      source?: { mode?: string };
    };
    if (!applicationIds?.[0] || !apiKey) continue;
    return {
      applicationId: applicationIds[0],
      apiKey,
      websocketUri: websocket?.uri ?? null,
      callerNumber: callerNumber ?? '',
      outbound: { callsPerSecond: null, peakCalls: null, personLines: null, ...outbound },
      asksForSignature: source?.mode !== 'ip',
    };
  }
  throw new Error(
    `Expected applicationIds and apiKey in the environment variable SETTINGS of a function of ${region.stack}; ` +
      `found none. The emulator signs callbacks for that application.`,
  );
}
