import { findCycles } from '../find-cycles.ts';
import { ALL } from '../rule.ts';
import type { Rule } from '../rule.ts';

export const noCircle: Rule = {
  name: 'no-circle',
  why: 'Resources that wait for each other synthesize and do not deploy.',
  whatToDo: 'Build the value from the request (own-urls.ts), or name the resource by its name.',
  appliesTo: ALL,
  find: ({ template }) => findCycles(template).map((cycle) => `resources wait for each other: ${cycle}`),
};
