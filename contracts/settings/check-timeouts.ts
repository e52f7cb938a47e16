import { SettingsError } from './settings-error.ts';
import type { SettingProblem } from './settings-error.ts';
import type { Timeouts, TimeoutsName, WebhookTimeouts } from './timeouts.ts';

/** A round trip between Vonage and a region, assumed: TCP and TLS take three before a request is out. */
export const ASSUMED_ROUND_TRIP_MS = 100;
/** Network time of one request, handshakes included, at that round trip. */
export const handshakesMs = (roundTripMs: number): number => 3 * roundTripMs + 100;
const HANDSHAKES_MS = handshakesMs(ASSUMED_ROUND_TRIP_MS);
/** Assumed time for CloudFront to fetch the static NCCO when it is not cached. */
export const ASSUMED_STATIC_FETCH_MS = 300;

/** APP-OAS 2.4.1, SUP 17498678806044. */
export const VONAGE_CONNECT_MS = [300, 1000] as const;
export const VONAGE_SOCKET_MS = {
  answer: [1000, 5000],
  event: [1000, 10_000],
  websocketDisconnected: [1000, 10_000],
  fallback: [1000, 5000],
} as const;
/** API Gateway, REST API integration timeout. */
const INTEGRATION_MS = [50, 29_000] as const;
/** CloudFront origin timeouts, whole seconds; more read timeout than this needs a raised quota. */
const DISTRIBUTION_CONNECT_MS = [1000, 10_000] as const;
const DISTRIBUTION_READ_MS = [1000, 60_000] as const;

type Webhook = keyof Timeouts;
const WEBHOOKS: readonly Webhook[] = ['answer', 'event', 'websocketDisconnected', 'fallback'];

/**
 * Refuses timeouts that Vonage, API Gateway or CloudFront would refuse, and those in the wrong order:
 * an inner timeout must end early enough for its response to arrive before the outer timeout.
 * @throws SettingsError
 */
export const checkTimeouts = (timeouts: Timeouts, name: TimeoutsName): void => {
  const problems: SettingProblem[] = [];
  const inRange = (path: string, ms: number, [min, max]: readonly [number, number], stepMs = 1): void => {
    if (Number.isInteger(ms / stepMs) && ms >= min && ms <= max) return;
    const unit = stepMs === 1 ? 'a whole number of ms' : 'whole seconds, in ms,';
    problems.push({ path: `${name}.${path}`, expected: `${unit} from ${min} to ${max}`, found: String(ms) });
  };
  const before = (path: string, ms: number, limitMs: number, limit: string): void => {
    if (ms < limitMs) return;
    problems.push({
      path: `${name}.${path}`,
      expected: `less than ${limitMs} (${limit})`,
      found: String(ms),
    });
  };

  for (const webhook of WEBHOOKS) {
    const { connectMs, socketMs, integrationMs, handlerMs }: WebhookTimeouts = timeouts[webhook];
    inRange(`${webhook}.connectMs`, connectMs, VONAGE_CONNECT_MS);
    inRange(`${webhook}.socketMs`, socketMs, VONAGE_SOCKET_MS[webhook]);
    inRange(`${webhook}.integrationMs`, integrationMs, INTEGRATION_MS);
    inRange(`${webhook}.handlerMs`, handlerMs, [1, INTEGRATION_MS[1]]);
    before(`${webhook}.handlerMs`, handlerMs, integrationMs, `${webhook}.integrationMs`);
    before(
      `${webhook}.integrationMs`,
      integrationMs,
      socketMs - HANDSHAKES_MS,
      `${webhook}.socketMs - ${HANDSHAKES_MS} ms of handshakes`,
    );
  }

  // The ladder's route is an event URL, so one setting of the application applies to both.
  for (const key of ['connectMs', 'socketMs'] as const) {
    if (timeouts.websocketDisconnected[key] === timeouts.event[key]) continue;
    problems.push({
      path: `${name}.websocketDisconnected.${key}`,
      expected: `${timeouts.event[key]}, as event.${key}`,
      found: String(timeouts.websocketDisconnected[key]),
    });
  }

  const { distributionConnectMs, distributionReadMs, integrationMs, socketMs } = timeouts.fallback;
  inRange('fallback.distributionConnectMs', distributionConnectMs, DISTRIBUTION_CONNECT_MS, 1000);
  inRange('fallback.distributionReadMs', distributionReadMs, DISTRIBUTION_READ_MS, 1000);
  before('fallback.integrationMs', integrationMs, distributionReadMs, 'fallback.distributionReadMs');
  before(
    'fallback.distributionConnectMs + distributionReadMs',
    distributionConnectMs + distributionReadMs,
    socketMs - HANDSHAKES_MS - ASSUMED_STATIC_FETCH_MS,
    `fallback.socketMs - ${HANDSHAKES_MS} ms of handshakes - ${ASSUMED_STATIC_FETCH_MS} ms for the static NCCO`,
  );

  if (problems.length > 0) throw new SettingsError('contracts/settings/timeouts.ts', problems);
};
