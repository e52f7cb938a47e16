import { parseScript } from '../../../../cli/call/script/read-script.ts';

const FILE = 'calls/my.call.yaml';
const read = (text: string) => parseScript(text, FILE);
const problemsOf = (text: string): readonly string[] => {
  try {
    read(text);
  } catch (error) {
    return (error as Error).message.split('\n').slice(0, -1);
  }
  return [];
};
const steps = (...lines: readonly string[]): string =>
  ['calls:', '  one:', ...lines.map((line) => `    ${line}`)].join('\n');
const only = (line: string) => read(steps(line)).calls[0]?.steps[0]?.step;

describe('a script', () => {
  it('has calls by name, and steps with the lines in which they stand', () => {
    const { file, flow, calls } = read(
      'flow: ../flows/menu.ts\ncalls:\n  a caller: # comment\n    - hear: Welcome\n\n    - press: 1\n    - hang up\n  another:\n    - restore\n',
    );
    expect([file, flow]).toEqual([FILE, 'flows/menu.ts']);
    expect(calls.map(({ name, line }) => [name, line])).toEqual([
      ['a caller', 3],
      ['another', 8],
    ]);
    expect(calls[0]?.steps.map(({ line, text }) => [line, text])).toEqual([
      [4, 'hear: Welcome'],
      [6, 'press: 1'],
      [7, 'hang up'],
    ]);
    expect(read(steps('- hang up')).flow).toBeUndefined();
  });

  it.each([
    ['- press: 012', { kind: 'press', answer: { keys: '012' } }],
    ["- press: '*'", { kind: 'press', answer: { keys: '*' } }],
    ['- press: 2#', { kind: 'press', answer: { keys: '2#' } }],
    [
      '- say: support please',
      { kind: 'say', answer: { says: { text: 'support please', confidence: 0.94 } } },
    ],
    ['- say: support@0.6', { kind: 'say', answer: { says: { text: 'support', confidence: 0.6 } } }],
    ['- say nothing', { kind: 'say', answer: {} }],
    ['- ring: 447700900011', { kind: 'ring', to: '447700900011' }],
    ["- ring: '+44 7700 900011'", { kind: 'ring', to: '447700900011' }],
    ['- talk to: bot', { kind: 'talk to', to: 'bot' }],
    ['- record: Please call.', { kind: 'record', message: 'Please call.' }],
    ['- served by: static', { kind: 'served by', tier: 'static' }],
    ['- within: 2 s', { kind: 'within', limitMs: 2000 }],
    ['- within: 500ms', { kind: 'within', limitMs: 500 }],
    ['- ended by: flow', { kind: 'ended by', by: 'ncco-ended' }],
    ['- ended by: vonage', { kind: 'ended by', by: 'platform' }],
    ['- break: primary', { kind: 'break', fault: { part: 'primary', how: 'refuses' } }],
    ['- break: primary, hangs', { kind: 'break', fault: { part: 'primary', how: 'hangs' } }],
    ['- break: bot', { kind: 'break', fault: { part: 'bot', how: 'refuses' } }],
    ['- restore', { kind: 'restore', part: undefined }],
    ['- restore: primary', { kind: 'restore', part: 'primary' }],
    ['- person: no-answer', { kind: 'person', behavior: 'never-answers' }],
  ])('reads %s', (line, step) => {
    expect(only(line)).toEqual(step);
  });

  it.each([
    ['- hear: sales  press', 'For sales press 1', true],
    ['- hear: Sales', 'For sales press 1', false],
    ['- hear: /^for sales/i', 'For sales press 1', true],
    ['- hear: /^sales/', 'For sales press 1', false],
    ['- hear: 1', 'For sales press 1', true],
  ])('%s, and "%s" is heard: %s', (line, heard, matches) => {
    const step = only(line);
    expect(step?.kind === 'hear' && step.matches(heard)).toBe(matches);
    // A second look at the same.
    expect(step?.kind === 'hear' && step.matches(heard)).toBe(matches);
  });

  it.each([
    ['- pres: 1', '3: expected a step (', 'found "pres". Did you mean press?'],
    ['- press: one', '3: press: expected keys (0 to 9, *, #), found "one".'],
    ['- press: #', '3: expected a value after "press:", found none.', "'#' and '*' stand in quotes"],
    ['- hang up: now', '3: expected "- hang up" alone, found "hang up: now".'],
    ['- within: 2', '3: within: expected a time with its unit (500 ms, 2 s), found "2".'],
    [
      '- served by: secundary',
      '3: served by: expected primary, secondary, static; found "secundary". Did you mean secondary?',
    ],
    ['- break: primery', 'found "primery". Did you mean primary?'],
    [
      '- break: primary, crash',
      '3: break: expected refuses, black-hole, hangs as the way to break primary, found "crash".',
    ],
    ['- person: bussy', 'Did you mean busy?'],
    ['- hear: /(/', '3: hear: expected a regular expression, found /(/'],
    ['- hear: [a, b]', '3: expected a step such as "- hear: Welcome", found a list.'],
    ['- ended by: nobody', '3: ended by: expected flow, bot, caller, vonage; found "nobody".'],
    ['- ring: 07700', 'ring: expected a phone number with its country code'],
  ])('refuses %s, and says where, what was expected and what was found', (line, ...parts) => {
    const [problem = '', ...others] = problemsOf(steps(line));
    expect(others).toEqual([]);
    expect(problem).toContain(`${FILE}:3: `);
    for (const part of parts) expect(problem).toContain(part);
  });

  it('names every wrong step, each with its line', () => {
    expect(problemsOf(steps('- pres: 1', '- hear: x', '- within: soon'))).toEqual([
      expect.stringContaining(`${FILE}:3: `),
      expect.stringContaining(`${FILE}:5: `),
    ]);
  });

  it.each([
    ['', 'found nothing'],
    ['- hear: x', 'found a list'],
    ['call:\n  one:\n    - hang up', 'found "call". Did you mean calls?'],
    ['calls:', 'found nothing'],
    ['calls:\n  one:', 'one: expected a list of steps, each with "- " before it, found nothing.'],
    ['calls:\n  one:\n    hear: x', 'found a map'],
    ['flow: [a]\ncalls:\n  one:\n    - hang up', 'flow: expected the file of a call flow, found a list.'],
    ['calls:\n  one:\n    - press: *', 'expected YAML, found: '],
    ['calls:\n  one:\n    - hear: a: b', 'expected YAML, found: '],
    ['calls:\n  one:\n    - hang up\n  one:\n    - hang up', 'expected YAML, found: Map keys must be unique'],
    [
      'calls:\n  one:\n    - hear: x\n      press: 1',
      ':4: expected one step after each "- ", found a second one.',
    ],
    ['calls:\n  one:\n    - hear: x\n    - from: 447700900123', ':4: expected "from" before the call begins'],
  ])('refuses %j', (text, part) => {
    const problems = problemsOf(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(part);
    expect(problems[0]).toMatch(/^calls\/my\.call\.yaml:\d+: /);
  });
});
