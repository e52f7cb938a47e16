import * as v from 'valibot';
import type { Numbers, PersonSettings } from './numbers.ts';

/** The settings that the table falls back to. */
interface Common {
  readonly numbers?: Numbers | undefined;
  readonly person: PersonSettings;
  readonly vonage: { readonly applicationIds: readonly string[] };
}

/** A number of the table with everything that is set for it. */
export interface CalledNumber {
  readonly number: string;
  /** Undefined: `callFlow` of functions/call-flow.ts. */
  readonly flow: string | undefined;
  readonly person: PersonSettings;
  /** In lower case. */
  readonly applicationId: string;
}

/** Each number of the table, with the common settings for what it leaves out. */
export const calledNumbers = ({
  numbers: table = {},
  person: common,
  vonage,
}: Common): readonly CalledNumber[] =>
  Object.entries(table).map(([key, own]) => ({
    number: key,
    flow: own.flow,
    person: {
      phone: own.person?.phone ?? common.phone,
      sip: own.person?.sip ?? common.sip,
      answersBy: own.person?.answersBy ?? common.answersBy,
      lines: own.person?.lines === undefined ? common.lines : own.person.lines,
    },
    applicationId: (own.applicationId ?? vonage.applicationIds[0] ?? '').toLowerCase(),
  }));

type Problem = { readonly path: readonly string[]; readonly expected: string; readonly found: unknown };

/** What does not fit the other settings, which are valid each by itself. */
const misfits = (settings: Common): readonly Problem[] =>
  calledNumbers(settings).flatMap((each) => [
    ...unknownApplication(each, settings),
    ...uncalledPerson(each, settings),
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

/** Checks the table against the settings that it falls back to. */
export const allFit = <T extends Common>() =>
  v.rawCheck<T>(({ dataset, addIssue }) => {
    const concerned = ['numbers', 'person', 'vonage'];
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
