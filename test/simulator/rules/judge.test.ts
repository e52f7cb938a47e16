import type { Outcome } from '../../../contracts/history.ts';
import { judge, type Stage } from '../../../simulator/rules/judge.ts';
import { support2024 } from '../../../simulator/rules/support-2024.ts';

const NCCO = '[{"action":"talk","text":"Hello"}]';
type ErrorName = Extract<Outcome, { kind: 'error' }>['error'];

const response = (status: number, body = '', type = 'application/json') => ({
  outcome: { kind: 'response', status, headers: type ? { 'content-type': type } : {}, body } as Outcome,
  body: Buffer.from(body),
});
const error = (name: ErrorName) => ({
  outcome: { kind: 'error', error: name, detail: '' } as Outcome,
  body: Buffer.alloc(0),
});
const verdict = (stage: Stage, attempt: number, exchange: ReturnType<typeof response>) =>
  judge(support2024, stage, attempt, exchange);

describe('what is tried twice', () => {
  it.each([429, 503, 504])('%i is retried once', (status) => {
    expect(verdict('answer', 1, response(status))).toMatchObject({
      next: 'retry',
      rule: `${String(status)}-is-retried`,
    });
    expect(verdict('answer', 2, response(status))).toMatchObject({
      next: 'fallback',
      rule: 'last-attempt-goes-to-the-fallback',
      reason: 'Invalid response code.',
    });
  });

  it.each([400, 401, 403, 404, 405, 408, 410, 418, 500, 501, 502, 505, 206])(
    '%i is not retried',
    (status) => {
      expect(verdict('answer', 1, response(status))).toMatchObject({
        next: 'fallback',
        rule: 'error-status-goes-to-the-fallback',
        reason: 'Invalid response code.',
      });
    },
  );

  it.each([301, 302, 307, 308])('%i is not followed', (status) => {
    expect(verdict('answer', 1, response(status, NCCO))).toMatchObject({
      next: 'fallback',
      rule: 'redirect-is-an-invalid-response-code',
    });
  });

  it.each<[ErrorName, string, string]>([
    ['connect-timeout', 'connect-timeout-is-retried', 'Socket timeout.'],
    ['socket-timeout', 'socket-timeout-is-retried', 'Socket timeout.'],
    ['connection-closed', 'closed-connection-is-retried', 'Connection closed.'],
    ['connection-reset', 'reset-connection-is-retried', 'Connection reset.'],
    ['connection-refused', 'refused-connection-is-retried', 'Connection closed.'],
  ])('%s is retried once', (name, rule, reason) => {
    expect(verdict('answer', 1, error(name))).toMatchObject({ next: 'retry', rule });
    expect(verdict('answer', 2, error(name))).toMatchObject({ next: 'fallback', reason });
  });

  it.each<ErrorName>(['tls-fault', 'invalid-url', 'malformed-http'])('%s is not retried', (name) => {
    expect(verdict('answer', 1, error(name))).toMatchObject({
      next: 'fallback',
      rule: `${name}-goes-to-the-fallback`,
    });
  });
});

describe('what counts as an NCCO', () => {
  it.each([200, 201, 202, 205])('%i with a valid NCCO runs', (status) => {
    expect(verdict('answer', 1, response(status, NCCO))).toMatchObject({
      next: 'run-ncco',
      rule: 'valid-ncco-runs',
      ncco: [{ action: 'talk', text: 'Hello' }],
    });
  });

  it.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON'])(
    '%s is accepted',
    (type) => {
      expect(verdict('answer', 1, response(200, NCCO, type)).next).toBe('run-ncco');
    },
  );

  it.each(['text/html', 'application/xml', 'text/plain', 'binary/octet-stream', ''])(
    'content type "%s" goes to the fallback at once',
    (type) => {
      expect(verdict('answer', 1, response(200, NCCO, type))).toMatchObject({
        next: 'fallback',
        rule: 'wrong-content-type-goes-to-the-fallback',
        reason: 'Invalid NCCO.',
        served: { problems: [{ expected: 'Content-Type application/json', found: type || 'none' }] },
      });
    },
  );

  it.each([
    ['broken JSON', '[{"action":'],
    ['an object', '{"action":"talk","text":"Hello"}'],
    ['an unknown action', '[{"action":"sing"}]'],
    ['a value of the wrong type', '[{"action":"talk","text":1}]'],
  ])('%s goes to the fallback at once', (_case, body) => {
    const judged = verdict('answer', 1, response(200, body));
    expect(judged).toMatchObject({
      next: 'fallback',
      rule: 'invalid-ncco-goes-to-the-fallback',
      reason: 'Invalid NCCO.',
    });
    expect(judged.served?.problems.length).toBeGreaterThan(0);
  });

  it('a warning does not refuse an NCCO', () => {
    const deprecated = '[{"action":"talk","text":"Hello","voiceName":"Amy"}]';
    expect(verdict('answer', 1, response(200, deprecated)).next).toBe('run-ncco');
  });

  it('[] is no first NCCO', () => {
    expect(verdict('answer', 1, response(200, '[]'))).toMatchObject({
      next: 'fallback',
      rule: 'invalid-ncco-goes-to-the-fallback',
      served: { ncco: [], problems: [{ path: '$', expected: 'an NCCO', found: 'an empty array' }] },
    });
    expect(verdict('fallback-for-answer', 1, response(200, '[]'))).toMatchObject({ next: 'give-up' });
  });

  it.each<Stage>(['event-for-ncco', 'fallback-for-event'])('[] lets the call go on (%s)', (stage) => {
    expect(verdict(stage, 1, response(200, '[]'))).toEqual({
      next: 'go-on',
      rule: 'empty-array-is-no-ncco',
    });
  });

  it('an empty body is no first NCCO', () => {
    expect(verdict('answer', 1, response(200))).toMatchObject({
      next: 'fallback',
      rule: 'invalid-ncco-goes-to-the-fallback',
    });
    expect(verdict('fallback-for-answer', 1, response(200))).toMatchObject({ next: 'give-up' });
  });

  it.each<Stage>(['event-for-ncco', 'fallback-for-event'])(
    'an empty body lets the call go on (%s)',
    (stage) => {
      expect(verdict(stage, 1, response(200))).toEqual({ next: 'go-on', rule: 'empty-response-goes-on' });
    },
  );
});

describe('where it ends', () => {
  it('the call ends when the fallback of a first answer fails', () => {
    expect(verdict('fallback-for-answer', 1, response(503)).next).toBe('retry');
    expect(verdict('fallback-for-answer', 2, response(503))).toMatchObject({
      next: 'give-up',
      rule: 'call-ends-when-the-fallback-fails',
    });
    expect(verdict('fallback-for-answer', 1, response(500)).next).toBe('give-up');
  });

  it('the call flow goes on when the fallback of an event fails', () => {
    expect(verdict('fallback-for-event', 2, response(503))).toMatchObject({
      next: 'go-on',
      rule: 'call-flow-goes-on-when-the-fallback-fails',
    });
    expect(verdict('fallback-for-event', 1, response(200, '{}')).next).toBe('go-on');
  });

  it('a status event is retried once and never sent to the fallback', () => {
    expect(verdict('status-event', 1, response(503)).next).toBe('retry');
    expect(verdict('status-event', 2, response(503))).toMatchObject({
      next: 'give-up',
      rule: 'status-event-is-never-sent-to-the-fallback',
    });
    expect(verdict('status-event', 1, response(500)).next).toBe('give-up');
  });

  it('a status event needs no NCCO in its response', () => {
    expect(verdict('status-event', 1, response(200, 'thanks', 'text/plain'))).toEqual({
      next: 'done',
      rule: 'status-event-is-delivered',
    });
  });
});
