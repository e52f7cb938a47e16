import { describeAnswer } from '../../../drill/callbacks/describe-answer.ts';
import { targetsOf } from '../../../drill/callbacks/targets.ts';
import type { EmulatorDescription } from '../../../emulator/emulator.ts';

const urls = {
  answer: 'a',
  event: 'e',
  websocketDisconnected: 'w',
  fallback: 'f',
  distribution: 'distribution',
};
const targets = targetsOf({ primary: urls, secondary: urls } as unknown as EmulatorDescription);
const expectedAt = (expect: string): readonly string[] =>
  targets.map(({ expected }) => expected({ name: 'a vector', expect }));

describe('the targets of vectors', () => {
  it.each([
    [
      'accepted',
      [
        '200 and an NCCO',
        '200 and nothing',
        '200 and nothing',
        '200 and nothing',
        '200 and an NCCO',
        '200 and an NCCO',
      ],
    ],
    [
      'token-expired',
      [
        '401 token-expired',
        '401 token-expired',
        '401 token-expired',
        '401 token-expired',
        '403 token-expired',
        '200 and the static NCCO',
      ],
    ],
    [
      'authorization-missing',
      [
        '503 authorization-missing',
        '503 authorization-missing',
        '503 authorization-missing',
        '503 authorization-missing',
        '403 authorization-missing',
        '200 and the static NCCO',
      ],
    ],
    [
      'body-malformed',
      [
        '400 body-malformed',
        '400 body-malformed',
        '400 body-malformed',
        '400 body-malformed',
        '200 and an NCCO',
        '200 and an NCCO',
      ],
    ],
  ])('answers what is %s in its own way', (code, expected) => {
    expect(expectedAt(code)).toEqual(expected);
  });

  it('takes a POST; the fallback takes a GET too', () => {
    expect(targets.map(({ methods }) => methods.includes('GET'))).toEqual([
      false,
      false,
      false,
      false,
      true,
      true,
    ]);
    expect(targets.every(({ methods }) => methods.includes('POST'))).toBe(true);
  });
});

describe('an answer in a few words', () => {
  const STATIC = '[{"action":"talk","text":"Sorry."}]';
  it.each([
    [200, '', '200 and nothing'],
    [200, STATIC, '200 and the static NCCO'],
    [200, '[{"action":"talk","text":"Hello."}]', '200 and an NCCO'],
    [200, '[{"action":"tlak"}]', '200 and [{"action":"tlak"}]'],
    [200, '[', '200 and ['],
    [401, '{"code":"token-expired"}', '401 token-expired'],
    [502, '{"message":"Bad Gateway"}', '502 {"message":"Bad Gateway"}'],
    [403, 'null', '403 null'],
  ])('%i %s: %s', (status, body, expected) => {
    expect(describeAnswer(status, body, STATIC)).toBe(expected);
  });
});
