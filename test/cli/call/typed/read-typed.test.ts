import { readTyped } from '../../../../cli/call/typed/read-typed.ts';

describe('a typed line', () => {
  it.each([
    ['1', { kind: 'answer', answer: { keys: '1' } }],
    [' 2# ', { kind: 'answer', answer: { keys: '2#' } }],
    ['*', { kind: 'answer', answer: { keys: '*' } }],
    ['', { kind: 'answer', answer: {} }],
    ['h', { kind: 'hang up' }],
    ['?', { kind: 'help' }],
    ['break primary', { kind: 'break', fault: { part: 'primary', how: 'refuses' } }],
    ['break primary --how hangs', { kind: 'break', fault: { part: 'primary', how: 'hangs' } }],
    ['break primary,hangs', { kind: 'break', fault: { part: 'primary', how: 'hangs' } }],
    ['break bot --how=drops', { kind: 'break', fault: { part: 'bot', how: 'drops' } }],
    ['restore', { kind: 'restore', part: undefined }],
    ['restore static', { kind: 'restore', part: 'static' }],
    ['break app,hangs', { kind: 'break', fault: { part: 'app', how: 'hangs' } }],
    ['within 500 ms', { kind: 'within', limitMs: 500 }],
    ['person busy', { kind: 'person', behavior: 'busy' }],
  ])('reads "%s"', (line, typed) => {
    expect(readTyped(line)).toEqual(typed);
  });

  it.each([
    ['"support please"', 'support please', 0.94],
    ['“support”', 'support', 0.94],
    ['"support"@0.6', 'support', 0.6],
  ])('takes %s for words', (line, text, confidence) => {
    expect(readTyped(line)).toMatchObject({ kind: 'answer', answer: { says: { text, confidence } } });
  });

  it.each([
    ['brek primary', 'found "brek primary". Did you mean break?'],
    ['support', 'expected keys (1, 2#), words in quotes'],
    ['break', 'expected a part (primary, '],
    ['break primery', 'Did you mean primary?'],
    [
      'break primary --how crashes',
      'expected refuses, black-hole, hangs as the way to break primary, found "crashes".',
    ],
    ['within 2', 'expected a time with its unit (500 ms, 2 s), found "2".'],
    ['person asleep', 'expected answers, busy, no-answer, hangs-up, found "asleep".'],
    ['"support"@2', 'found "support@2"'],
  ])('refuses "%s": expected, found', (line, part) => {
    expect(() => readTyped(line)).toThrow(part);
  });
});
