import type { Met } from '../../simulator/rules/try-webhook.ts';

/** Something that goes wrong with the server of a webhook. */
export interface Fault {
  readonly name: string;
  /** For people: what it does. */
  readonly says: string;
  /** What Vonage's requests meet. */
  readonly met: Met;
  /**
   * What fails with it: nothing else, all that shares its host (or certificate), its region, or everything.
   */
  readonly reach: 'server' | 'host' | 'certificate' | 'region' | 'everything';
}

export const SLOW_MS = 4000;

const NCCO = '[{"action":"talk","text":"Hello."}]';
const UNREACHABLE: Met = { error: 'connect-timeout' };

/** A server that answers as it should, at once. */
export const HEALTHY: Met = { status: 200, afterMs: 0, body: NCCO };

const answers = (status: number): Met => ({ status, afterMs: 0, body: NCCO });

/** In the order of the page. */
export const FAULTS: readonly Fault[] = [
  { name: 'refuses', says: 'refuses connections', met: { error: 'connection-refused' }, reach: 'host' },
  { name: 'black-hole', says: 'is a black hole (packets vanish)', met: UNREACHABLE, reach: 'host' },
  { name: 'hangs', says: 'accepts and never answers', met: { error: 'socket-timeout' }, reach: 'host' },
  { name: '500', says: 'answers 500', met: answers(500), reach: 'server' },
  { name: '503', says: 'answers 503', met: answers(503), reach: 'server' },
  { name: '429', says: 'answers 429', met: answers(429), reach: 'server' },
  {
    name: 'tls-fault',
    says: 'has an invalid certificate',
    met: { error: 'tls-fault' },
    reach: 'certificate',
  },
  {
    name: 'invalid-ncco',
    says: 'returns an invalid NCCO',
    met: { ...answers(200), body: '[{"action":"tlak"}]' },
    reach: 'server',
  },
  {
    name: 'slow',
    says: `answers after ${SLOW_MS / 1000} s`,
    met: { ...answers(200), afterMs: SLOW_MS },
    reach: 'server',
  },
  { name: 'region-gone', says: 'loses its region', met: UNREACHABLE, reach: 'region' },
  {
    name: 'everything-down',
    says: 'fails, and every other server too',
    met: UNREACHABLE,
    reach: 'everything',
  },
];
