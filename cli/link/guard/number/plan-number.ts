import { CommandError } from '../../../kit/command-error.ts';
import type { JsonObject } from '../../json/lossless-json.ts';
import type { NamedPlan } from '../../plan/make-plan.ts';
import { planValues } from '../../plan/plan-changes.ts';

/** An application that a number can be moved to. */
export interface NumberTarget {
  readonly applicationId: string;
  readonly name: string;
}

/**
 * The number's calls go to the application; a SIP or telephone callback, which would take precedence over it, goes.
 * @throws CommandError for a number that takes no calls
 */
export function planNumber(number: JsonObject, target: NumberTarget, host: string): NamedPlan {
  const { msisdn, features } = number;
  if (!takesCalls(number))
    throw new CommandError(
      `Expected a number with the feature VOICE, found ${String(msisdn)} with ${Array.isArray(features) ? features.join(', ') : 'none'}: it cannot be called. Nothing was written. Name another number.`,
    );
  return {
    ...planValues(number, [
      { path: ['app_id'], value: target.applicationId },
      { path: ['voiceCallbackType'], value: undefined },
      { path: ['voiceCallbackValue'], value: undefined },
    ]),
    kind: 'number',
    id: String(msisdn),
    name: String(msisdn),
    host,
    headline: `calls of this number go to ${JSON.stringify(target.name)}, ${target.applicationId}`,
    notes: notesOn(number),
  };
}

export const takesCalls = ({ features }: JsonObject): boolean =>
  Array.isArray(features) && features.some((each) => String(each).toUpperCase() === 'VOICE');

/** In words, of what the API lists. */
export function callsGoTo({
  app_id: application,
  voiceCallbackType: type,
  voiceCallbackValue: value,
}: JsonObject): string {
  if (type === 'sip' || type === 'tel')
    return `${type} ${String(value)}${application === undefined ? '' : `, which takes precedence over the application ${String(application)}`}`;
  return application === undefined && type !== 'app'
    ? 'nowhere: no application is linked to it'
    : `the application ${String(application ?? value)}`;
}

function notesOn({ features, voiceStatusCallback }: JsonObject): readonly string[] {
  const isOfMessages = Array.isArray(features) && features.some((each) => /^(SMS|MMS)$/i.test(String(each)));
  return [
    ...(voiceStatusCallback === undefined
      ? [
          'An update removes what it does not name, and the API does not list the status webhook of a number (voiceStatusCallback). If this number has one, note it down before: the dashboard shows it, and sets it again.',
        ]
      : []),
    ...(isOfMessages
      ? [
          'Messages to this number go with it to the other application, if that has the capability messages; a moHttpUrl of the number stays.',
        ]
      : []),
  ];
}
