import { APOLOGY } from '../../ncco/apology.ts';
import { connectPerson, record, talk } from '../../ncco/build.ts';
import type { Ncco } from '../../ncco/ncco.ts';
import type { FunctionSettings } from '../../contracts/function-settings.ts';

/** Behind a person: for callers who did not reach the person. Also played after a conversation, so the words fit both. */
export const AFTER_PERSON: Ncco = [
  talk('If nobody could take your call, please leave a message after the tone. Otherwise, please hang up.'),
  record({ beepStart: true, endOnSilenceSeconds: 5, timeOutSeconds: 120 }),
  talk('Thank you for calling. Goodbye.'),
];

/**
 * The NCCO for when the call flow or a rung fails: an apology, a person, a voicemail. It fits the start and the middle of
 * a call. Of what a user edits, it depends only on the settings.
 */
export const lastResort = ({
  person,
  callerNumber,
}: Pick<FunctionSettings, 'person' | 'callerNumber'>): Ncco => [
  APOLOGY,
  connectPerson(person, { from: callerNumber }),
  ...AFTER_PERSON,
];
