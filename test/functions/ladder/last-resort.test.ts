import { lastResort } from '../../../functions/ladder/last-resort.ts';
import { checkNcco } from '../../../ncco/check-ncco.ts';
import type { Person } from '../../../contracts/function-settings.ts';
import { SETTINGS } from '../support/runtime.ts';

const people: [string, Person][] = [
  ['a phone', { type: 'phone', number: '447700900001' }],
  ['a SIP endpoint', { type: 'sip', uri: 'sip:agents@pbx.example.com' }],
];

describe('lastResort', () => {
  it.each(people)('is a valid NCCO without a warning for %s', (_case, person) => {
    expect(checkNcco(lastResort({ ...SETTINGS, person }))).toEqual([]);
  });

  it('apologizes, connects to the person, and takes a message', () => {
    expect(lastResort(SETTINGS)).toMatchObject([
      { action: 'talk', text: expect.stringMatching(/sorry/i) },
      { action: 'connect', from: '447700900000', endpoint: [{ type: 'phone', number: '447700900001' }] },
      { action: 'talk', text: expect.stringMatching(/leave a message/) },
      { action: 'record', beepStart: true },
      { action: 'talk', text: expect.stringMatching(/goodbye/i) },
    ]);
  });
});
