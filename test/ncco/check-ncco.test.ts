import { checkNcco, errorsOf, isServable } from '../../ncco/check-ncco.ts';
import { fixtures } from './fixtures.ts';

const problemsOf = (ncco: unknown): string[] =>
  checkNcco(ncco)
    .map(({ severity, path }) => `${severity} ${path}`)
    .sort();

const expectedOf = (problems: readonly { severity: string; path: string }[]): string[] =>
  problems.map(({ severity, path }) => `${severity} ${path}`).sort();

describe('a good NCCO has no problem', () => {
  it.each(fixtures('good'))('$name', ({ ncco }) => {
    expect(checkNcco(ncco)).toEqual([]);
    expect(isServable(ncco)).toBe(true);
  });
});

describe('a deprecated or unproven option is a warning, and the NCCO is served', () => {
  it.each(fixtures('tolerated'))('$name', ({ ncco, problems }) => {
    expect(problemsOf(ncco)).toEqual(expectedOf(problems));
    expect(errorsOf(checkNcco(ncco))).toEqual([]);
  });
});

describe('a bad NCCO is refused, and its problems say where', () => {
  it.each(fixtures('bad'))('$name', ({ ncco, problems }) => {
    expect(problemsOf(ncco)).toEqual(expectedOf(problems));
    expect(errorsOf(checkNcco(ncco))).not.toEqual([]);
    expect(isServable(ncco)).toBe(false);
  });
});

describe('there are good and bad examples of every action and endpoint', () => {
  const subjects = [
    ...['talk', 'stream', 'record', 'conversation', 'connect', 'input', 'notify', 'wait', 'transfer'],
    ...['phone', 'app', 'websocket', 'sip', 'vbc'].map((type) => `endpoint-${type}`),
  ];
  it.each(subjects)('%s', (subject) => {
    for (const kind of ['good', 'bad'] as const) {
      expect(fixtures(kind).filter(({ name }) => name.startsWith(subject))).not.toEqual([]);
    }
  });
});

describe('a problem says what was expected and what was found', () => {
  const websocket = {
    type: 'websocket',
    uri: 'wss://bot.example.com',
    'content-type': 'audio/l16;rate=16000',
  };

  it.each([
    {
      case: 'a wrong type',
      ncco: [{ action: 'talk', text: 5 }],
      problem: {
        severity: 'error',
        path: '$[0].text',
        expected: 'text to speak: 1 to 1500 characters, SSML tags not counted',
        found: '5',
      },
    },
    {
      case: 'a missing option',
      ncco: [{ action: 'stream' }],
      problem: {
        severity: 'error',
        path: '$[0].streamUrl',
        expected: 'an array of exactly one URL',
        found: 'nothing',
      },
    },
    {
      case: 'an unknown action, without leading anybody to pay',
      ncco: [{ action: 'play' }],
      problem: {
        severity: 'error',
        path: '$[0].action',
        expected:
          '"talk", "stream", "connect", "conversation", "record", "input", "notify", "wait" or "transfer"',
        found: '"play"',
      },
    },
    {
      case: 'headers over their budget, in UTF-8 bytes',
      ncco: [{ action: 'connect', endpoint: [{ ...websocket, headers: { a: 'é'.repeat(253) } }] }],
      problem: {
        severity: 'error',
        path: '$[0].endpoint[0].headers',
        expected: 'at most 512 bytes as compact JSON',
        found: '514 bytes',
      },
    },
    {
      case: 'bargeIn without input, naming the flag that sticks',
      ncco: [
        { action: 'talk', text: 'a', bargeIn: true },
        { action: 'talk', text: 'b' },
        { action: 'record' },
      ],
      problem: {
        severity: 'warning',
        path: '$[2].action',
        expected: '"input", because $[0].bargeIn is true',
        found: '"record"',
      },
    },
    {
      case: 'a long value, shortened',
      ncco: [{ action: 'connect', from: '1'.repeat(5000), endpoint: [websocket] }],
      problem: {
        severity: 'warning',
        path: '$[0].from',
        expected:
          '7 to 15 digits, without "+": with any other value the person called sees an unknown caller',
        found: `"${'1'.repeat(60)}… (5000 characters)"`,
      },
    },
  ])('$case', ({ ncco, problem }) => {
    expect(checkNcco(ncco)).toEqual([problem]);
  });

  it.each([
    ['talk', 'Text', 'text'],
    ['talk', 'barge_in', 'bargeIn'],
    ['record', 'timeout', 'timeOut'],
    ['connect', 'eventURL', 'eventUrl'],
    ['wait', 'timeOut', 'timeout'],
  ])('an unknown option of %s, %s: did you mean %s?', (action, typo, meant) => {
    const problem = checkNcco([{ action, [typo]: 1 }]).find(({ path }) => path === `$[0].${typo}`);

    expect(problem).toEqual({
      severity: 'warning',
      path: `$[0].${typo}`,
      expected: `an option of a ${action} action (did you mean "${meant}"?)`,
      found: `the unknown option "${typo}"`,
    });
  });

  it('guesses nothing where no option is near', () => {
    expect(checkNcco([{ action: 'talk', text: 'a', volume: 1 }])[0]?.expected).toBe(
      'an option of a talk action',
    );
  });
});

describe('what is judged is what would be sent', () => {
  it('an option that is undefined is not there', () => {
    expect(checkNcco([{ action: 'talk', text: 'a', language: undefined }])).toEqual([]);
    expect(errorsOf(checkNcco([{ action: 'talk', text: undefined }]))).toHaveLength(1);
  });

  it('a number that JSON cannot carry is null', () => {
    expect(checkNcco([{ action: 'talk', text: 'a', loop: NaN }])[0]).toMatchObject({
      path: '$[0].loop',
      found: 'null',
    });
  });

  it('what an action inherits is not there', () => {
    expect(isServable([Object.create({ action: 'talk', text: 'a' })])).toBe(false);
  });

  it('an own "__proto__" adds nothing', () => {
    expect(isServable(JSON.parse('[{"__proto__":{"action":"talk","text":"a"}}]'))).toBe(false);
  });
});

describe('isServable', () => {
  it('refuses an empty NCCO', () => {
    expect(checkNcco([])).toEqual([
      { severity: 'error', path: '$', expected: 'at least one action', found: 'an empty array' },
    ]);
    expect(isServable([])).toBe(false);
  });

  it('takes warnings', () => {
    expect(isServable([{ action: 'talk', text: 'a', voiceName: 'Amy' }])).toBe(true);
  });
});
