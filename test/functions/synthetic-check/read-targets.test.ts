import { readTargets } from '../../../functions/synthetic-check/create-synthetic-check.ts';

describe('readTargets', () => {
  it.each([
    ['a scheduled event', { source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} }],
    ['no payload', null],
    ['an empty one', {}],
  ])('asks both for %s', (_case, event) => {
    expect(readTargets(event)).toEqual(['own', 'other']);
  });

  it.each([[['own']], [['other']], [['own', 'other']]])('asks those that are named: %j', (targets) => {
    expect(readTargets({ targets })).toEqual(targets);
  });

  it.each([[['own', 'both']], [[]], ['own'], [['own', 'own', 'third']], [null]])('refuses %j', (targets) => {
    expect(() => readTargets({ targets })).toThrow(
      `targets: expected some of ["own","other"], found ${JSON.stringify(targets)}.`,
    );
  });
});
