import { ALL } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { walk } from '../template.ts';

const FUNCTIONS = ['Fn::ImportValue', 'Fn::GetStackOutput'];

export const noReferenceToAnotherStack: Rule = {
  name: 'no-reference-to-another-stack',
  why: 'A stack that refers to another one can be neither deployed nor taken down without it.',
  whatToDo: 'Build the name from the settings (physical-names.ts).',
  appliesTo: ALL,
  find: ({ template }) =>
    [...walk(template)]
      .filter(({ path }) => FUNCTIONS.includes(path.at(-1) ?? ''))
      .map(({ path }) => `${path.join('.')} refers to another stack`),
};
