import * as v from 'valibot';
import { calledNumbers } from './called-numbers.ts';
import type { CalledNumber, Common } from './called-numbers.ts';

type Problem = { readonly path: readonly string[]; readonly expected: string; readonly found: unknown };

/** What does not fit the other settings, which are valid each by itself. */
const misfits = (settings: Common): readonly Problem[] =>
  calledNumbers(settings).flatMap((each) => [
    ...unknownApplication(each, settings),
    ...uncalledPerson(each, settings),
    ...otherStaticNcco(each, settings),
  ]);

const unknownApplication = (
  { number: key, applicationId }: CalledNumber,
  { numbers: table, vonage }: Common,
): readonly Problem[] =>
  vonage.applicationIds.some((id) => id.toLowerCase() === applicationId)
    ? []
    : [
        {
          path: [key, 'applicationId'],
          expected: `one of vonage.applicationIds (${vonage.applicationIds.join(', ')}), or add it there`,
          found: table?.[key]?.applicationId,
        },
      ];

/** A number's own phone is never called where the common setting says that SIP is, and the other way round. */
function uncalledPerson(
  { number: key, person: { answersBy } }: CalledNumber,
  { numbers: table }: Common,
): readonly Problem[] {
  const own = table?.[key]?.person;
  if (own === undefined || own.answersBy !== undefined || own[answersBy] !== undefined) return [];
  const [given] = (['phone', 'sip'] as const).filter((way) => own[way] !== undefined);
  if (given === undefined) return [];
  return [
    {
      path: [key, 'person', 'answersBy'],
      expected: `"phone" or "sip" beside ${given}: person.answersBy is "${answersBy}", so that the ${given} given here would not be called`,
      found: undefined,
    },
  ];
}

/** Vonage asks one fallback URL for all numbers of an application, and its distribution serves one static NCCO. */
function otherStaticNcco(
  { number, applicationId, staticNcco }: CalledNumber,
  settings: Common,
): readonly Problem[] {
  const problem = (expected: string): readonly Problem[] => [
    { path: [number, 'staticNcco'], expected, found: settings.numbers?.[number]?.staticNcco },
  ];
  const another = 'or as applicationId another one of vonage.applicationIds, which the number is linked to';
  if (applicationId === settings.vonage.applicationIds[0]?.toLowerCase())
    return staticNcco === settings.staticNcco
      ? []
      : problem(
          `"${settings.staticNcco}", the common one (the first application is also that of the numbers that are not in the table), ${another}`,
        );
  const first = calledNumbers(settings).find((each) => each.applicationId === applicationId);
  return first === undefined || first.staticNcco === staticNcco
    ? []
    : problem(
        `"${first.staticNcco}", as ${first.number} of the same application has it (an application has one static NCCO), ${another}`,
      );
}

/** Checks the table against the settings that it falls back to. */
export const allFit = <T extends Common>() =>
  v.rawCheck<T>(({ dataset, addIssue }) => {
    const concerned = ['numbers', 'person', 'staticNcco', 'vonage'];
    const isWrong = ({ path }: { readonly path?: readonly { readonly key: unknown }[] | undefined }) =>
      path === undefined || concerned.includes(String(path[0]?.key));
    if (dataset.issues?.some(isWrong)) return;
    const { value } = dataset as { readonly value: Common };
    for (const { path, expected, found } of misfits(value))
      addIssue({
        message: expected,
        path: ['numbers', ...path].map((key, index, keys) => ({
          type: 'unknown' as const,
          origin: 'value' as const,
          input: value,
          key,
          value: index === keys.length - 1 ? found : undefined,
        })) as [v.IssuePathItem, ...v.IssuePathItem[]],
      });
  });
