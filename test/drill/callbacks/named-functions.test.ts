import { readFileSync } from 'node:fs';
import { CHECKS } from '../../../drill/callbacks/checks/checks.ts';
import { namedFunctions, replaceFunction } from '../../../drill/callbacks/checks/named-functions.ts';

const SOURCE = `
export function verify(age) { return isYoung(age) && RULES['is-whole'](age) && isSmall(age); }
const isYoung = (age) => age < 30;
const RULES = { 'is-whole': (age) => Number.isInteger(age), limit: 5 };
function isSmall(age) { return age < RULES.limit; }
`;
const verifyWith = (source: string): unknown =>
  new Function(`${source.replace('export ', '')}; return verify(4);`)();
const without = (name: string): string => {
  const found = namedFunctions(SOURCE).find((each) => each.name === name);
  if (found === undefined) throw new Error(name);
  return replaceFunction(SOURCE, found, '(whole) => (age) => !whole(age)');
};

describe('functions of a file by their name', () => {
  it('are declared, assigned, or members of a table', () => {
    expect(namedFunctions(SOURCE).map(({ name }) => name)).toEqual([
      'verify',
      'isYoung',
      'RULES.is-whole',
      'isSmall',
    ]);
    expect(verifyWith(SOURCE)).toBe(true);
  });

  it.each(['isYoung', 'RULES.is-whole', 'isSmall'])('%s is replaced by what is made from it', (name) => {
    expect(verifyWith(without(name))).toBe(false);
  });

  it('stay exported', () => {
    expect(without('verify')).toContain(
      'export const verify = ((whole) => (age) => !whole(age))(function verify(age)',
    );
  });
});

it.each([...new Set(CHECKS.map(({ file }) => file))])(
  'each check that %s names is taken out by a row',
  (file) => {
    const source = readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');
    const checks = namedFunctions(source)
      .map(({ name }) => name)
      .filter((name) => /^(?:is|are|has|needs|may)[A-Z]|\./.test(name));
    const taken = CHECKS.filter((check) => check.file === file).map(({ of }) => of);
    expect(checks.filter((name) => !taken.includes(name))).toEqual([]);
  },
);
