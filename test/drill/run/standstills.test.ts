import { Standstills } from '../../../drill/run/standstills.ts';

describe('Standstills', () => {
  it('adds up each process, the one that stood still the longest first', () => {
    const standstills = new Standstills();
    standstills.add('the drill', 16.4);
    standstills.add('the primary', 210);
    standstills.add('the drill', 20.3);
    expect(standstills.all).toEqual([
      { process: 'the primary', times: 1, longestMs: 210, sumMs: 210 },
      { process: 'the drill', times: 2, longestMs: 20, sumMs: 36 },
    ]);
  });
});
