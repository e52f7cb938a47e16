import type { FlowProblem, FlowShape } from '../../contracts/call-flow-report.ts';
import { nearest } from '../../contracts/nearest.ts';
import { describe } from '../../ncco/problem.ts';
import type { CallFlow } from '../define-flow.ts';
import { isFields } from '../nested-fields.ts';

/** Not a name that every object has: `constructor`. */
const isName = (step: string): boolean => /^[a-zA-Z][\w-]{0,39}$/.test(step) && !(step in Object.prototype);

const RUNGS = {
  person: true,
  voicemail: true,
  'same-socket': false,
  'other-socket': false,
  waiting: false,
  'after-person': false,
} as const satisfies Readonly<Record<keyof CallFlow['rungs'], boolean>>;

const NEW_FORM =
  'write export const callFlow = defineFlow({ start: (call, context) => …, rungs: { person, voicemail, … } }), with what callFlow did as start (docs/call-flow.md)';

/**
 * Mistakes in the form of a call flow: they are found without running it, and none of it is run where there are any.
 * @param name as the file exports it
 */
export function formProblems(name: string, value: unknown): readonly FlowProblem[] {
  if (value === undefined) return [problem('', `an export ${name}, made by defineFlow`, 'none', NEW_FORM)];
  if (typeof value === 'function')
    return [problem('', `${name} = defineFlow({ start, steps, rungs })`, 'a function', NEW_FORM)];
  if (!isFields(value) || !isFields(value['rungs']) || !isFields(value['steps']) || !('version' in value))
    return [problem('', `${name} = defineFlow({ start, steps, rungs })`, describe(value), NEW_FORM)];
  const { version, start, steps, rungs, lost, readState, knownAs } = value as unknown as CallFlow;
  return [
    ...(Number.isSafeInteger(version) && version > 0
      ? []
      : [problem('version', 'a positive whole number', describe(version))]),
    ...functions({ start }, ['start']),
    ...functions({ lost, readState }, []),
    ...Object.keys(steps).flatMap((step) =>
      isName(step)
        ? []
        : [
            problem(
              `step ${JSON.stringify(step)}`,
              'a name of 1 to 40 letters, digits, _ and -, which begins with a letter',
              describe(step),
            ),
          ],
    ),
    ...functions(steps, Object.keys(steps), (step) => `step ${JSON.stringify(step)}`),
    ...rungProblems(rungs),
    ...knownAsProblems(steps, knownAs),
  ];
}

/** @param flow whose form is right */
export const shapeOf = ({ version, steps, knownAs }: CallFlow): FlowShape => ({
  version,
  steps: Object.fromEntries(Object.keys(steps).map((step) => [step, knownAs[step] ?? []])),
});

function rungProblems(rungs: CallFlow['rungs']): readonly FlowProblem[] {
  const names = Object.keys(RUNGS);
  const unknown = Object.keys(rungs).filter((rung) => !Object.hasOwn(RUNGS, rung));
  return [
    ...unknown.map((rung) => {
      const close = nearest(rung, names);
      return problem(`rungs[${JSON.stringify(rung)}]`, `one of ${names.join(', ')}`, rung, meant(close));
    }),
    ...functions(
      Object.fromEntries(Object.entries(rungs).filter(([rung]) => Object.hasOwn(RUNGS, rung))),
      Object.entries(RUNGS).flatMap(([rung, isNeeded]) => (isNeeded ? [rung] : [])),
      (rung) => `rungs[${JSON.stringify(rung)}]`,
    ),
  ];
}

function knownAsProblems(steps: CallFlow['steps'], knownAs: unknown): readonly FlowProblem[] {
  if (!isFields(knownAs)) return [problem('knownAs', 'an object: { choice: ["menu"] }', describe(knownAs))];
  const takenBy = new Map<string, string>();
  return Object.entries(knownAs).flatMap(([step, others]) => {
    const where = `knownAs[${JSON.stringify(step)}]`;
    if (!Object.hasOwn(steps, step))
      return [problem(where, stepsInWords(Object.keys(steps)), describe(step), meantStep(step, steps))];
    if (!Array.isArray(others) || others.some((other) => typeof other !== 'string'))
      return [problem(where, 'a list of names: ["menu"]', describe(others))];
    return (others as readonly string[]).flatMap((other) => {
      if (Object.hasOwn(steps, other))
        return [
          problem(where, 'names of steps that this version does not have', `the step ${describe(other)}`),
        ];
      const first = takenBy.get(other);
      takenBy.set(other, step);
      return first === undefined
        ? []
        : [problem(where, 'a name that one step alone takes over', `${describe(other)}, of ${first} too`)];
    });
  });
}

/** "a step of the call flow: menu, sales". */
export const stepsInWords = (names: readonly string[]): string =>
  names.length === 0
    ? 'a step of the call flow (it has none)'
    : `a step of the call flow: ${names.join(', ')}`;

export const meantStep = (found: string, steps: object): string | undefined =>
  // A step that exists was meant; what is wrong is another thing.
  Object.hasOwn(steps, found) ? undefined : meant(nearest(found, Object.keys(steps)));

const meant = (close: string | undefined): string | undefined =>
  close === undefined ? undefined : `did you mean ${JSON.stringify(close)}?`;

const functions = (
  given: Readonly<Record<string, unknown>>,
  needed: readonly string[],
  where = (key: string): string => key,
): readonly FlowProblem[] =>
  [...new Set([...needed, ...Object.keys(given)])].flatMap((key) =>
    typeof given[key] === 'function' || (given[key] === undefined && !needed.includes(key))
      ? []
      : [problem(where(key), 'a function', describe(given[key]))],
  );

export const problem = (where: string, expected: string, found: string, fix?: string): FlowProblem => ({
  severity: 'error',
  where,
  expected,
  found,
  ...(fix === undefined ? {} : { fix }),
});
