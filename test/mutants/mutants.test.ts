import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROMISES } from '../../simulation/promises/judgement.ts';
import { applied, PROJECT, readMutant, readMutants } from './patch.ts';

const MUTANTS = readMutants();

it('are twelve that were asked for, and eight more', () => {
  expect(MUTANTS.length).toBeGreaterThanOrEqual(20);
});

it('break each promise of the simulation', () => {
  expect([...new Set(MUTANTS.map(({ breaks }) => breaks))].toSorted()).toEqual(PROMISES.toSorted());
});

it.each(MUTANTS)('$name applies to the project as it is', (mutant) => {
  for (const edit of mutant.edits) {
    const text = readFileSync(join(PROJECT, edit.file), 'utf8');
    expect(applied(mutant, edit, text)).not.toBe(text);
  }
});

const PATCH = `Two is three, for those who count.
Breaks: no-loop
--- a/count.ts
+++ b/count.ts
@@ -1,3 +1,3 @@
 one();
-two();
+three();
`;

describe('a patch', () => {
  const mutant = readMutant('counts-wrong', PATCH);
  const [edit] = mutant.edits as [(typeof mutant.edits)[0]];

  it('is found wherever its lines are', () => {
    expect(mutant).toMatchObject({ says: 'Two is three, for those who count.', breaks: 'no-loop' });
    expect(applied(mutant, edit, 'zero();\none();\ntwo();\n')).toBe('zero();\none();\nthree();\n');
  });

  it.each([
    ['zero();\n', 0],
    ['one();\ntwo();\none();\ntwo();\n', 2],
  ])('is refused where its lines are not there exactly once', (text, times) => {
    expect(() => applied(mutant, edit, text)).toThrow(
      `test/mutants/counts-wrong.patch: expected these lines once in count.ts, found them ${times} times:\none();\ntwo();\nTo fix this: `,
    );
  });

  it('is refused without what is wrong, a promise, or a change', () => {
    expect(() => readMutant('counts-wrong', PATCH.replace('Breaks: ', ''))).toThrow(
      /expected a line that says what is wrong, then "Breaks: " and one of no-drop.*; found "Two is/,
    );
    expect(() => readMutant('counts-wrong', 'It is wrong.\nBreaks: no-loop\n')).toThrow(
      /found no change in it/,
    );
  });
});
