import { findUnanswered } from '../../ncco/find-unanswered.ts';
import { isServable } from '../../ncco/check-ncco.ts';

const talk = { action: 'talk', text: 'Press a key.' };
const input = { action: 'input', type: ['dtmf'] };
const eventUrl = ['https://example.com/digits'];
const person = { action: 'connect', endpoint: [{ type: 'phone', number: '447700900001' }] };

describe('findUnanswered', () => {
  it('names an input whose digits go to /event, and what the caller hears then', () => {
    const [problem, ...others] = findUnanswered([talk, input, talk]);
    expect(problem).toMatchObject({ severity: 'warning', path: '$[1].eventUrl', found: 'nothing' });
    expect(problem?.expected).toContain('/event');
    expect(problem?.expected).toContain('then $[2] is played, whatever was sent');
    expect(others).toEqual([]);
  });

  it('says that the call ends where nothing comes after', () => {
    expect(findUnanswered([talk, input])[0]?.expected).toContain('the call ends');
  });

  it('names a synchronous connect whose failure goes to /event', () => {
    expect(findUnanswered([{ ...person, eventType: 'synchronous' }, talk])).toMatchObject([
      { path: '$[0].eventUrl', expected: expect.stringContaining('a leg that is not answered') },
    ]);
  });

  it.each([
    ['an input with a webhook of its own', [{ ...input, eventUrl }]],
    ['an asynchronous input, whose events want no answer', [{ ...input, mode: 'asynchronous' }]],
    ['a notify, which always names its webhook', [{ action: 'notify', payload: {}, eventUrl }]],
    ['a connect that goes on by itself', [person]],
    ['a record', [{ action: 'record' }]],
    ['no NCCO', { action: 'input' }],
    ['actions that are none', [null, 5, 'input']],
  ])('says nothing of %s', (_case, ncco) => {
    expect(findUnanswered(ncco)).toEqual([]);
  });

  it('is no reason to replace it: what the platform takes is served', () => {
    expect(isServable([talk, input])).toBe(true);
  });
});
