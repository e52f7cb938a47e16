import { eventKind } from '../../../contracts/journal/event-kind.ts';
import { statementsOf } from '../../../contracts/journal/statements.ts';
import type { Fields } from '../../../contracts/call.ts';
import { goodEvents } from './event-fixtures.ts';

const kindOf = (event: Fields) => eventKind(statementsOf(event));

describe('the kind of an event', () => {
  it.each(goodEvents())('%s is recognized by its fields', (name, event) => {
    expect(kindOf(event)).toBe(name.split('--')[0]);
  });

  it('covers every kind of the fact sheet', () => {
    const kinds = new Set(goodEvents().map(([name]) => name.split('--')[0]));
    expect([...kinds].sort()).toEqual([
      ...['answered', 'busy', 'cancelled', 'completed', 'disconnected', 'error', 'failed', 'human', 'input'],
      ...['machine', 'notify', 'payment', 'record', 'rejected', 'ringing', 'started', 'timeout'],
      ...['transcribed', 'transfer', 'unanswered', 'unknown'],
    ]);
  });

  it.each<[string, Fields, string]>([
    ['a status before everything else', { status: 'failed', reason: 'x', dtmf: { digits: '1' } }, 'failed'],
    ['a status in capitals', { status: 'COMPLETED' }, 'completed'],
    ['a status that is no word as unknown', { status: 'a/b', dtmf: { digits: '1' } }, 'unknown'],
    ['a status of another type likewise', { status: 5 }, 'unknown'],
    ['an empty status as none', { status: '', payload: { a: 1 } }, 'notify'],
    ['a recording only with both its fields', { recording_url: 'https://x' }, 'unknown'],
    ['a query’s brackets', { 'dtmf[digits]': '1' }, 'input'],
    ['a query’s dots', { 'speech.error': 'x' }, 'input'],
    [
      'the reason of the fallback as not the event’s',
      { reason: 'x', 'original_request.type': 'event' },
      'unknown',
    ],
  ])('takes %s', (_case, event, kind) => {
    expect(kindOf(event)).toBe(kind);
  });
});
