import type { Numbers, PersonSettings } from './numbers.ts';

/** The settings that the table falls back to. */
export interface Common {
  readonly numbers?: Numbers | undefined;
  readonly person: PersonSettings;
  readonly staticNcco: string;
  readonly vonage: { readonly applicationIds: readonly string[] };
}

/** A number of the table with everything that is set for it. */
export interface CalledNumber {
  readonly number: string;
  /** Undefined: `callFlow` of functions/call-flow.ts. */
  readonly flow: string | undefined;
  readonly person: PersonSettings;
  readonly staticNcco: string;
  /** In lower case. */
  readonly applicationId: string;
}

/** Each number of the table, with the common settings for what it leaves out. */
export const calledNumbers = ({
  numbers: table = {},
  person: common,
  staticNcco,
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
    staticNcco: own.staticNcco ?? staticNcco,
    applicationId: (own.applicationId ?? vonage.applicationIds[0] ?? '').toLowerCase(),
  }));
