import * as v from 'valibot';
import { section } from './section.ts';
import * as is from './value-checks.ts';

export interface PersonSettings {
  readonly phone: string;
  readonly sip: string;
  readonly answersBy: 'phone' | 'sip';
  /** Callers that it can take at once; null (default): not limited. */
  readonly lines?: number | null | undefined;
}

/** What is different for calls to one number. What is left out is the common setting's. */
export interface NumberSettings {
  /** Name of a flow of functions/call-flows.ts. Default: `callFlow` of functions/call-flow.ts. */
  readonly flow?: string | undefined;
  readonly person?: { readonly [K in keyof PersonSettings]?: PersonSettings[K] | undefined } | undefined;
  /** Name of a file of static-ncco/, without .json; one for all numbers of an application. Default: the common one. */
  readonly staticNcco?: string | undefined;
  /** The Vonage application that the number is linked to. Default: the first of `vonage.applicationIds`. */
  readonly applicationId?: string | undefined;
}

/** By called number, E.164 digits. */
export type Numbers = Readonly<Record<string, NumberSettings>>;

export const person = {
  phone: is.phoneNumber,
  sip: is.sipUri,
  answersBy: is.oneOf('phone', 'sip'),
  lines: v.optional(v.nullable(is.whole(1, 100_000, 'null (not limited), or '))),
};

const number = section<NumberSettings>({
  flow: v.optional(is.flowName),
  person: v.optional(
    section<NonNullable<NumberSettings['person']>>({
      phone: v.optional(person.phone),
      sip: v.optional(person.sip),
      answersBy: v.optional(person.answersBy),
      lines: person.lines,
    }),
  ),
  staticNcco: v.optional(is.fileStem),
  applicationId: v.optional(is.applicationId),
});

export const numbers = v.pipe(
  v.custom<Readonly<Record<string, unknown>>>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    'an object with a number for each key',
  ),
  v.record(v.string(), number),
  v.rawCheck<Numbers>(({ dataset: { value }, addIssue }) => {
    if (typeof value !== 'object' || value === null) return;
    for (const key of Object.keys(value)) {
      if (v.is(is.phoneNumber, key)) continue;
      addIssue({
        message: `as key ${is.PHONE_NUMBER}`,
        path: [{ type: 'unknown', origin: 'key', input: value, key, value: key }],
      });
    }
  }),
);
