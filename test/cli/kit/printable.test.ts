import fc from 'fast-check';
import { printable, printableLines } from '../../../cli/kit/printable.ts';

const CONTROLS = [
  ...['\u0000', '\u0007', '\b', '\r', '\u001b', '\u007f', '\u0080', '\u009b', '\u009f', '\u00ad'],
  ...['\u061c', '\u200b', '\u200e', '\u202a', '\u202e', '\u2028', '\u2029', '\u2066', '\u2069', '\ufeff'],
  ...['\ud800', '\u{e0001}', '\u{1d173}'],
];
const OBEYED = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

describe('printable', () => {
  it('shows what a terminal would obey, as JSON would', () => {
    expect(printable('a\u009b2J\u202eb\n\tc\u{e0001}')).toBe(
      'a\\u009b2J\\u202eb\\u000a\\u0009c\\udb40\\udc01',
    );
  });
});

describe('printableLines', () => {
  it.each(CONTROLS)('leaves nothing of %j, in text and in JSON, and JSON stays the same', (control) => {
    expect(printableLines(`a${control}b`)).not.toMatch(OBEYED);
    const value = { [`key${control}`]: [control, `a${control}${control}b`] };
    const json = printableLines(JSON.stringify(value));
    expect(json).not.toMatch(OBEYED);
    expect(JSON.parse(json)).toEqual(value);
  });

  it('keeps lines, columns and every other character', () => {
    const text = 'a\tb\n“ü” → 漢字 😀 é\n';
    expect(printableLines(text)).toBe(text);
  });

  it('keeps any JSON as it is, compact or over lines', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), fc.constantFrom(undefined, 2), (value, indent) => {
        const json = printableLines(JSON.stringify(value, undefined, indent));
        expect(json).not.toMatch(OBEYED);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
