import { noteCall } from '../../../functions/webhook/parse-call.ts';

const call = { from: '447700900123', to: '447700900000', uuid: 'a', conversationUuid: 'CON-a', fields: {} };

describe('what a log line says about a call', () => {
  it('is its id, its conversation, and the end of the caller’s number', () => {
    expect(noteCall(call, { showNumbers: false })).toEqual({
      call: 'a',
      conversation: 'CON-a',
      from: '…123',
    });
  });

  it('is the whole number where that is set', () => {
    expect(noteCall(call, { showNumbers: true })).toEqual({
      call: 'a',
      conversation: 'CON-a',
      from: '447700900123',
    });
  });

  it('is no caller where there is none', () => {
    expect(noteCall({ ...call, from: undefined }, { showNumbers: true })).toEqual({
      call: 'a',
      conversation: 'CON-a',
    });
  });
});
