import { profileNamed } from '../../../simulator/profiles.ts';
import { support2024 } from '../../../simulator/rules/support-2024.ts';
import { type Met, tryWebhook } from '../../../simulator/rules/try-webhook.ts';

const NCCO = '[{"action":"talk","text":"Hello."}]';

describe('tryWebhook', () => {
  // Vonage's defaults: 1000 ms to connect, 5000 ms (answer) or 10,000 ms (event) for the response; one retry.
  it.each<[string, Met, number, string, number, string]>([
    ['refuses connections', { error: 'connection-refused' }, 0, 'fallback', 0, 'fallback'],
    ['is a black hole', { error: 'connect-timeout' }, 2000, 'fallback', 2000, 'fallback'],
    ['accepts and hangs', { error: 'socket-timeout' }, 10_000, 'fallback', 20_000, 'fallback'],
    ['fails', { status: 502, afterMs: 0 }, 0, 'fallback', 0, 'fallback'],
    ['fails late', { status: 502, afterMs: 3000 }, 3000, 'fallback', 3000, 'fallback'],
    ['fails in a way that may heal', { status: 503, afterMs: 300 }, 600, 'fallback', 600, 'fallback'],
    ['is throttled', { status: 429, afterMs: 0 }, 0, 'fallback', 0, 'fallback'],
    ['refuses the signature', { status: 401, afterMs: 0 }, 0, 'fallback', 0, 'fallback'],
    ['says nothing', { status: 200, afterMs: 5 }, 5, 'fallback', 5, 'go-on'],
    ['says nonsense', { status: 200, afterMs: 5, body: '[{"action":"x"}]' }, 5, 'fallback', 5, 'fallback'],
    ['answers', { status: 200, afterMs: 900, body: NCCO }, 900, 'run-ncco', 900, 'run-ncco'],
    ['answers too late', { status: 200, afterMs: 5001, body: NCCO }, 10_000, 'fallback', 5001, 'run-ncco'],
    ['is ended by API Gateway', { status: 504, afterMs: 29_000 }, 10_000, 'fallback', 20_000, 'fallback'],
  ])('a webhook that %s', (_what, met, answerMs, answerNext, eventMs, eventNext) => {
    expect(tryWebhook(support2024, 'answer', met)).toMatchObject({ lastedMs: answerMs, next: answerNext });
    expect(tryWebhook(support2024, 'event-for-ncco', met)).toMatchObject({
      lastedMs: eventMs,
      next: eventNext,
    });
  });

  it('meets other times where connections are kept, and where a drip is not cut', () => {
    const drips: Met = { status: 200, afterMs: 7000, body: NCCO, drips: true };
    expect(tryWebhook(support2024, 'answer', drips)).toMatchObject({ lastedMs: 10_000, next: 'fallback' });
    const pooled = profileNamed('pooled');
    expect(tryWebhook(pooled, 'answer', drips)).toMatchObject({ lastedMs: 7000, next: 'run-ncco' });
    expect(tryWebhook(pooled, 'answer', { error: 'connect-timeout' }).lastedMs).toBe(10_000);
    expect(tryWebhook(pooled, 'answer', { error: 'connection-refused' }).lastedMs).toBe(0);
    expect(tryWebhook(pooled, 'answer', { status: 200, afterMs: 5001, body: NCCO }).next).toBe('fallback');
  });

  it('says which rules decided, and how long it lasts at best', () => {
    expect(tryWebhook(support2024, 'answer', { error: 'connect-timeout' }).rules).toEqual([
      'connect-timeout-is-retried',
      'last-attempt-goes-to-the-fallback',
    ]);
    expect(tryWebhook(support2024, 'answer', { error: 'tls-fault' })).toEqual({
      lastedMs: 0,
      fewestMs: 0,
      next: 'fallback',
      rules: ['tls-fault-goes-to-the-fallback'],
    });
    expect(tryWebhook(profileNamed('pooled'), 'answer', { error: 'connect-timeout' })).toMatchObject({
      fewestMs: 2000,
      lastedMs: 10_000,
    });
    const html: Met = { status: 200, afterMs: 0, body: '<html>', contentType: 'text/html' };
    expect(tryWebhook(support2024, 'fallback-for-answer', html)).toMatchObject({
      next: 'give-up',
      rules: ['call-ends-when-the-fallback-fails'],
    });
  });

  it('takes the timeouts of the application', () => {
    const timeouts = { connectMs: 300, socketMs: 1000 };
    expect(tryWebhook(support2024, 'answer', { error: 'connect-timeout' }, timeouts).lastedMs).toBe(600);
  });

  it('follows the profile: attempts, pauses and timeouts', () => {
    const patient = {
      ...support2024,
      attempts: 3,
      retryPauseMs: 100,
      defaultTimeouts: { ...support2024.defaultTimeouts, answer: { connectMs: 7, socketMs: 9 } },
    };
    expect(tryWebhook(patient, 'answer', { error: 'connect-timeout' }).lastedMs).toBe(3 * 7 + 2 * 100);
    expect(tryWebhook(patient, 'answer', { error: 'socket-timeout' }).lastedMs).toBe(3 * 9 + 2 * 100);
  });
});
