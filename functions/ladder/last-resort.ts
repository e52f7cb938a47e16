import { connectPerson, talk } from '../../ncco/build.ts';
import type { Ncco } from '../../ncco/ncco.ts';
import type { FunctionSettings } from '../../contracts/settings.ts';

/**
 * What a caller hears when the call flow cannot be trusted: an apology, a person, a closing word. It makes sense at the
 * start of a call and in the middle of one, and depends on nothing that a user edits but the settings.
 */
export const lastResort = ({
  person,
  callerNumber,
}: Pick<FunctionSettings, 'person' | 'callerNumber'>): Ncco => [
  talk('Sorry, something went wrong. We are connecting you to a person.'),
  connectPerson(person, { from: callerNumber }),
  // Also heard after a conversation: it must not say that nobody answered.
  talk('Thank you for calling. Goodbye.'),
];
