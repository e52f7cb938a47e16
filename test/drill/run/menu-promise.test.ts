import type { Meant } from '../../../drill/checkers/checker.ts';
import { NEW_WORDS } from '../../../drill/call-flows/menu-2.ts';
import { menuPromise } from '../../../drill/run/menu-promise.ts';
import { readScript } from '../../../drill/run/script.ts';
import type { Given, MenuPromise } from '../../../drill/scenarios/scenario.ts';

const talk = (content: string): Meant => ({ what: 'talk', content });
const SALES: Meant = { what: 'person', content: '447700900101' };
const PERSON: Meant = { what: 'person' };
const script = readScript('0,1');
const SAYS = {
  journeys: [
    {
      script,
      says: [[talk('Welcome.'), talk('Press.')], [talk('Sorry.'), talk('Press.')], [SALES]],
      question: [talk('Press.')],
      endedBy: 'ncco-ended' as 'ncco-ended' | 'caller',
    },
  ],
  lost: [talk('Lost.'), PERSON],
  rungSays: {
    'same-socket': [],
    'other-socket': [],
    person: [talk('A problem.'), PERSON, talk('Leave a message.')],
    voicemail: [],
  },
  tierSays: { primary: [], secondary: [], static: [talk('Static.')] },
};
const of = (menu: Partial<MenuPromise>, says: Partial<typeof SAYS> = {}) =>
  menuPromise({ hears: 'script', limitMs: () => 7, ...menu }, script, { ...SAYS, ...says }, {} as Given);
const FIRST = [talk('Welcome.'), talk('Press.')];

describe('what a caller in a menu is promised', () => {
  it.each<[MenuPromise['hears'], readonly Meant[]]>([
    ['script', [...FIRST, talk('Sorry.'), talk('Press.'), SALES]],
    ['question-again', [...FIRST, talk('Press.'), talk('A problem.'), PERSON]],
    ['lost', [...FIRST, talk('Lost.'), PERSON]],
    ['tail', [...FIRST, talk('A problem.'), PERSON]],
    ['static', [...FIRST, talk('Static.')]],
  ])('%s', (hears, says) => {
    expect(of({ hears }).hears).toEqual(says);
  });

  it.each([
    ['own-start', 'Our short menu.'],
    ['own-step', 'We take over.'],
  ] as const)('%s: what the call flow itself says where the application is out of reach', (hears, words) => {
    const ended = { endedBy: 'ncco-ended' } as const;
    const journey = (text: string) => [{ script, says: [[talk(text)], [SALES]], question: [], ...ended }];
    const own = { fromStart: journey('Our short menu.'), fromFirstAnswer: journey('We take over.') };
    const promised = menuPromise({ hears, limitMs: () => 7 }, script, { ...SAYS, own }, {} as Given);
    expect(promised.hears).toEqual([talk(words), SALES]);
    expect(of({ hears }).hears).toEqual([]);
  });

  it('is a limit of its own, and who the caller talks to at the end', () => {
    expect(of({})).toMatchObject({ stepLimitMs: 7, endsWith: [{ partner: SALES, endedBy: 'caller' }] });
    expect(of({ hears: 'static' }).endsWith).toBeUndefined();
    expect(of({ hears: 'lost' }, { lost: [talk('Goodbye.')] }).endsWith).toEqual([{ endedBy: 'ncco-ended' }]);
  });

  it('ends as it did in a healthy system where the caller has no bot and no person, but holds the line', () => {
    const says = [[talk('Press.')], [talk('Please hold the line.')]];
    const journeys = [{ script, says, question: [], endedBy: 'caller' as const }];
    expect(of({}, { journeys }).endsWith).toEqual([{ endedBy: 'caller' }]);
    expect(of({ hears: 'lost' }, { journeys, lost: [talk('Bye.')] }).endsWith).toEqual([
      { endedBy: 'ncco-ended' },
    ]);
  });

  it('is a person where the call flow says nothing to a state that cannot be read', () => {
    expect(of({ hears: 'lost' }, { lost: [] }).hears).toEqual([...FIRST, talk('A problem.'), PERSON]);
  });

  it('is the words of the next version, where that one asks', () => {
    expect(of({ askedByNext: [2] }).hears).toEqual([...FIRST, talk('Sorry.'), talk(NEW_WORDS), SALES]);
  });
});
