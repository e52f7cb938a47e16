import {
  NOT_CONFIGURED,
  UNCONFIGURED_SIGNATURE_SECRET,
  parseSignatureSecret,
} from '../../contracts/signature-secret.ts';

describe('parseSignatureSecret', () => {
  it('reads every live secret, the current one first', () => {
    expect(parseSignatureSecret('{"previous":"p","next":"n","current":"c"}')).toEqual([
      { name: 'current', value: 'c' },
      { name: 'next', value: 'n' },
      { name: 'previous', value: 'p' },
    ]);
  });

  it('leaves out what is null, absent or empty', () => {
    expect(parseSignatureSecret('{"current":"c","next":null,"previous":""}')).toEqual([
      { name: 'current', value: 'c' },
    ]);
    expect(parseSignatureSecret('{"current":"c"}')).toHaveLength(1);
  });

  it('reads a new stack’s placeholder as no secret at all', () => {
    expect(UNCONFIGURED_SIGNATURE_SECRET).toBe(
      '{"current":"replace-me:not-configured","next":null,"previous":null}',
    );
    expect(parseSignatureSecret(UNCONFIGURED_SIGNATURE_SECRET)).toEqual([]);
  });

  it('never accepts the public placeholder beside a real secret', () => {
    const text = JSON.stringify({ current: NOT_CONFIGURED, next: 'n', previous: NOT_CONFIGURED });
    expect(parseSignatureSecret(text)).toEqual([{ name: 'next', value: 'n' }]);
  });

  it.each([
    ['text that is not JSON', 'hunter2-is-my-secret'],
    ['an array', '["hunter2"]'],
    ['null', 'null'],
    ['a missing current', '{"next":"hunter2"}'],
    ['a next that is a number', '{"current":"hunter2","next":7}'],
  ])('refuses %s without quoting it', (_case, text) => {
    expect(() => parseSignatureSecret(text)).toThrow(/signature secret is malformed: expected .*, found/);
    expect(() => parseSignatureSecret(text)).not.toThrow(/hunter2/);
  });
});
