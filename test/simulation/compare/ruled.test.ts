import { TIMEOUTS } from '../../../contracts/settings/timeouts.ts';
import { COMPARED_FAULTS, faultNamed, scheduleOfCall } from '../../../simulation/compare/faults.ts';
import { ruledOf } from '../../../simulation/compare/ruled.ts';
import type { SetUpName } from '../../../simulation/compare/set-ups.ts';
import { kindOf } from '../../../simulation/schedule/schedule.ts';
import { plainSetUp } from '../../../drill/scenarios/plain-set-up.ts';
import { profileNamed, PROFILES } from '../../../simulator/profiles.ts';
import { scenarioNamed } from '../../drill/scenarios/scenario-named.ts';

const by = (profile: string) => ({
  profile: profileNamed(profile),
  timeouts: TIMEOUTS.shipped,
  botTimeoutMs: 3000,
  talksToBot: true,
});
const outcome = (fault: string, setUp: SetUpName, profile: string): string => {
  const ruled = ruledOf(faultNamed(fault), setUp, by(profile));
  return ruled === undefined ? 'not applicable' : `${ruled.ends} ${ruled.mostMs}`;
};

describe('what the rules say', () => {
  // As in the table of docs/silences.md, and of the article: 2 x 1000 ms, 2 x 5000 ms, 2 x 10000 ms for an event.
  it.each([
    ['nothing', 'heard 0', 'heard 0', 'heard 0'],
    ['primary-refuses', 'dropped 0', 'heard 0', 'heard 0'],
    ['primary-black-hole', 'dropped 2000', 'heard 2000', 'heard 1000'],
    ['primary-hangs', 'dropped 10000', 'heard 10000', 'heard 4000'],
    ['functions-hang', 'dropped 3000', 'heard 3000', 'heard 1200'],
    ['wrong-secret', 'not applicable', 'not applicable', 'heard 0'],
    ['secondary-refuses', 'not applicable', 'not applicable', 'heard 0'],
    ['both-black-holes', 'dropped 2000', 'heard 2000', 'heard 2000'],
    ['both-hang', 'dropped 10000', 'heard 10000', 'heard 6000'],
    ['primary-and-static', 'dropped 0', 'dropped 0', 'heard 0'],
    ['everything', 'dropped 0', 'dropped 0', 'dropped 0'],
    ['bot-never-answers', 'dropped 60000', 'dropped 60000', 'heard 3000'],
    ['bot-drops', 'dropped 0', 'dropped 0', 'heard 0'],
    ['bot-and-primary-hang', 'dropped 20000', 'heard 20000', 'heard 5000'],
    ['bot-and-everything', 'dropped 0', 'dropped 0', 'heard 0'],
  ])('of %s', (fault, bare, article, own) => {
    const found = (['bare', 'article', 'this'] as const).map((setUp) =>
      outcome(fault, setUp, 'support-2024'),
    );
    expect(found).toEqual([bare, article, own]);
  });

  it.each([
    ['nothing', 'primary', 'primary', 'primary'],
    ['primary-refuses', undefined, 'static', 'secondary'],
    ['both-hang', undefined, 'static', 'static'],
    ['primary-and-static', undefined, undefined, 'secondary'],
    ['bot-and-primary-refuse', undefined, 'static', 'secondary'],
    // The end of the running NCCO.
    ['bot-and-everything', undefined, undefined, 'primary'],
  ])('of %s: whose NCCO is heard', (fault, ...tiers) => {
    const found = (['bare', 'article', 'this'] as const).map(
      (setUp) => ruledOf(faultNamed(fault), setUp, by('support-2024'))?.servedBy,
    );
    expect(found).toEqual(tiers);
  });

  it('of a bot, where callers of the call flow talk to none', () => {
    const given = { ...by('support-2024'), talksToBot: false };
    for (const name of ['bot-drops', 'bot-refuses', 'bot-and-primary-hang'])
      expect(ruledOf(faultNamed(name), 'bare', given)).toBeUndefined();
    expect(ruledOf(faultNamed('primary-hangs'), 'bare', given)?.ends).toBe('dropped');
  });

  it.each([
    ['primary-refuses', 'blog-2020', 'heard 1000'],
    ['primary-black-hole', 'pooled', 'heard 4000'],
    ['primary-black-hole', 'troubleshooting', 'heard 1500'],
    // Nothing cuts it: the caller hangs up.
    ['primary-drips', 'pooled', 'dropped 120000'],
    ['bot-and-primary-hang', 'troubleshooting', 'heard 7500'],
  ])('of %s by %s', (fault, profile, expected) => {
    expect(outcome(fault, 'this', profile)).toBe(expected);
  });
});

describe('the drill computes the same', () => {
  const NOTHING_MEASURED = {
    fetchMs: 0,
    eventMs: 0,
    connectMs: 0,
    coldStartMs: 0,
    socketTimeoutMs: 0,
    halfOpenMs: 0,
  };

  it.each(
    [
      ['nothing', 'healthy'],
      ['primary-refuses', 'primary-refuses-connections'],
      ['primary-black-hole', 'primary-black-hole'],
      ['primary-hangs', 'primary-accepts-and-hangs'],
      ['functions-hang', 'function-hangs'],
      ['functions-throttled', 'function-throttled'],
      ['both-refuse', 'both-regions-refuse'],
      ['both-black-holes', 'both-regions-black-hole'],
      ['both-hang', 'both-regions-accept-and-hang'],
      ['bot-and-primary-refuse', 'websocket-dropped-and-primary-gone'],
      ['bot-and-primary-black-hole', 'websocket-dropped-and-primary-black-hole'],
      ['bot-and-primary-hang', 'websocket-dropped-and-primary-hangs'],
    ].flatMap(([fault, scenario]) =>
      PROFILES.map(({ name }) => [fault ?? '', scenario ?? '', name] as const),
    ),
  )('of %s, as its scenario %s, by %s', (fault, name, profile) => {
    const scenario = scenarioNamed(name);
    const given = by(profile);
    const plain = plainSetUp(scenario, given.profile);
    expect(outcome(fault, 'bare', profile)).toBe(`${plain.ends} ${plain.silenceMs}`);
    const phase = scenario.phases.at(-1);
    const limitMs = (phase?.recovery?.limitMs ?? phase?.limitMs)?.({ ...NOTHING_MEASURED, ...given });
    expect(outcome(fault, 'this', profile)).toBe(`heard ${limitMs}`);
  });
});

describe.each(COMPARED_FAULTS.map((fault) => [fault.name, fault] as const))('%s', (_name, fault) => {
  it('breaks what the simulation can break, the same for each set-up', () => {
    for (const { kind, place } of fault.breaks) expect(kindOf(kind).places).toContain(place);
    expect(scheduleOfCall(fault, 1, 3)).toEqual(scheduleOfCall(fault, 1, 3));
    expect(scheduleOfCall(fault, 1, 3).talksForMs).not.toBe(scheduleOfCall(fault, 2, 3).talksForMs);
  });
});
