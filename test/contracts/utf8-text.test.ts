import { utf8Text } from '../../contracts/utf8-text.ts';

describe('utf8Text', () => {
  it.each(['', 'a', '{"a":"ü → 漢字 😀"}', 'a\0b', '\0'])('reads %j', (text) => {
    expect(utf8Text(Buffer.from(text))).toEqual({ text });
  });

  it.each<[string, Buffer, string]>([
    ['UTF-8 with a mark', Buffer.from('\ufeff{}'), 'a byte order mark (EF BB BF) before the text'],
    ['UTF-16, little end first', Buffer.from('\ufeff{}', 'utf16le'), 'text in UTF-16 (it begins with FF FE)'],
    [
      'UTF-16, big end first',
      Buffer.from('\ufeff{}', 'utf16le').swap16(),
      'text in UTF-16 (it begins with FE FF)',
    ],
    ['UTF-16 without a mark', Buffer.from('{}', 'utf16le'), 'text in UTF-16 (its first characters'],
    [
      'UTF-16 without a mark, big end first',
      Buffer.from('{}', 'utf16le').swap16(),
      'text in UTF-16 (its first',
    ],
    ['Latin-1', Buffer.from('é', 'latin1'), 'bytes that are no UTF-8'],
  ])('names %s', (_case, bytes, found) => {
    expect(utf8Text(bytes)).toEqual({ found: expect.stringContaining(found) });
  });
});
