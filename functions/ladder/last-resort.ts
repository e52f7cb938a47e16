import { APOLOGY } from '../../ncco/apology.ts';
import { connectPerson, talk } from '../../ncco/build.ts';
import type { Ncco } from '../../ncco/ncco.ts';
import type { FunctionSettings } from '../../contracts/function-settings.ts';

/**
 * The NCCO for when the call flow or a rung fails: an apology, a person, a closing word. It fits the start and the middle of
 * a call. Of what a user edits, it depends only on the settings.
 */
export const lastResort = ({
  person,
  callerNumber,
}: Pick<FunctionSettings, 'person' | 'callerNumber'>): Ncco => [
  APOLOGY,
  connectPerson(person, { from: callerNumber }),
  // Also played after a conversation, so it must not say that the person did not answer.
  talk('Thank you for calling. Goodbye.'),
];
