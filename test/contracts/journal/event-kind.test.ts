import { eventKind, kindOfEvent } from '../../../contracts/journal/event-kind.ts';
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

describe('the kind of an event whose key cannot tell', () => {
  it.each<[string, Fields, string]>([
    [
      'a recording that was lost',
      { start_time: '2017-05-26T08:16:43Z', recording_url: '', size: 0, recording_uuid: 'd8c75dcc' },
      'record',
    ],
    ['a recording without a URL', { recording_url: null, recording_uuid: 'd8c75dcc' }, 'record'],
    ['a recording without an id', { recording_url: 'https://x' }, 'record'],
    [
      'a transcription without a status',
      { recording_uuid: 'd8c75dcc', transcription_url: 'x' },
      'transcribed',
    ],
    [
      'a transcription without a status or a URL',
      { recording_uuid: 'x', transcription_url: '' },
      'transcribed',
    ],
    ['a caller who pressed nothing', { dtmf: '', timed_out: true }, 'input'],
    ['a caller who was asked for no digits', { dtmf: null, timed_out: false }, 'input'],
    ['a caller who pressed nothing, as an object', { dtmf: { digits: null } }, 'input'],
    ['a caller who said nothing', { speech: { results: [] } }, 'input'],
    ['the same in a query', { speech: '{"results":[]}' }, 'input'],
    ['the same in brackets', { 'speech[results]': '' }, 'input'],
    ['a status that is empty', { status: '', dtmf: '' }, 'input'],
    ['a move without a source', { conversation_uuid_to: 'CON-x', conversation_uuid_from: null }, 'transfer'],
    ['a notification that says nothing', { payload: {} }, 'notify'],
    ['a status that is no word', { status: 'a/b', dtmf: '' }, 'unknown'],
    ['fields that are not known', { a: 1 }, 'unknown'],
  ])('is told by its fields’ names: %s', (_case, event, kind) => {
    expect(kindOfEvent('unknown', event)).toBe(kind);
    // The key stays as it is: another one would be a second copy.
    expect(kindOf(event)).toBe('unknown');
  });

  it('is what the key says, where that says something', () => {
    expect(kindOfEvent('completed', { dtmf: '' })).toBe('completed');
  });
});
