import fc from 'fast-check';
import { countValues, differences } from '../../../../cli/link/json/differences.ts';
import { isSame, parseJson, printJson } from '../../../../cli/link/json/lossless-json.ts';

describe('parseJson and printJson', () => {
  it.each([
    '12345678901234567890',
    '0.10',
    '1.0',
    '-0',
    '1E3',
    '1e400',
    '{"__proto__":{"a":0.10}}',
    '{"a":{"b":[1,2.50,"0.10",null,true]}}',
    '{"rawJSON":"0.10"}',
    '"\\ud800"',
  ])('prints %s as it came', (text) => {
    expect(printJson(parseJson(text))).toBe(text);
  });

  it('prints any JSON as it came', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (text) => {
        const spaceless = JSON.stringify(JSON.parse(text));
        expect(JSON.parse(printJson(parseJson(spaceless)))).toEqual(JSON.parse(spaceless));
      }),
    );
  });
});

describe('isSame', () => {
  it.each([
    ['{"a":1,"b":[2]}', '{"b":[2],"a":1}'],
    ['0.10', '0.1'],
    ['1.0', '1'],
    ['1e3', '1000'],
    ['100', '1e2'],
    ['0.00', '-0'],
    ['12345678901234567890', '1.2345678901234567890e19'],
  ])('%s says the same as %s', (a, b) => {
    expect(isSame(parseJson(a), parseJson(b))).toBe(true);
  });

  it.each([
    ['12345678901234567890', '12345678901234567891'],
    ['1', '-1'],
    ['1', '"1"'],
    ['0.1', '0.01'],
    ['10', '1'],
    ['[1,2]', '[2,1]'],
    ['{"a":null}', '{}'],
    ['{}', '[]'],
    ['{"rawJSON":"1"}', '1.0'],
  ])('%s says something else than %s', (a, b) => {
    expect(isSame(parseJson(a), parseJson(b))).toBe(false);
  });
});

describe('differences', () => {
  const found = (before: string, after: string) => differences(parseJson(before), parseJson(after));

  it('are value by value, with keys from the outside in', () => {
    expect(found('{"a":{"b.c":1,"d":2}}', '{"a":{"b.c":3,"d":2}}')).toEqual([
      { path: ['a', 'b.c'], before: 1, after: 3 },
    ]);
  });

  it('name each value of what is new or gone', () => {
    expect(found('{"gone":{"x":1}}', '{"new":{"y":{"z":2}}}')).toEqual([
      { path: ['gone', 'x'], before: 1, after: undefined },
      { path: ['new', 'y', 'z'], before: undefined, after: 2 },
    ]);
  });

  it('name an empty object, and an object that became something else', () => {
    expect(found('{"b":{"x":1}}', '{"a":{},"b":[]}')).toEqual([
      { path: ['b'], before: { x: 1 }, after: [] },
      { path: ['a'], before: undefined, after: {} },
    ]);
  });

  it('know a key that every object inherits from one that is there', () => {
    expect(found('{}', '{"toString":1}')).toEqual([{ path: ['toString'], before: undefined, after: 1 }]);
  });

  it('are none exactly where both say the same', () => {
    const json = fc.jsonValue({ maxDepth: 3 }).map((value) => parseJson(JSON.stringify(value)));
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(differences(a, b).length === 0).toBe(isSame(a, b));
        expect(differences(a, a)).toEqual([]);
      }),
    );
  });
});

describe('countValues', () => {
  it('counts single values, an array and an empty object as one', () => {
    expect(countValues(parseJson('{"a":1,"b":{"c":[1,2],"d":{}},"e":0.10}'))).toBe(4);
  });
});
