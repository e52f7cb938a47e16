import type { Rungs, Step } from '../../functions/define-flow.ts';
import type { Person } from '../../contracts/function-settings.ts';
import { type BuiltAction, connectPerson, record, talk } from '../../ncco/build.ts';

export const SALES: Person = { type: 'phone', number: '447700900101' };
export const SUPPORT: Person = { type: 'phone', number: '447700900102' };

/** Keys and words that both versions of the drill's menu understand. */
export function chosenIn(happened: Parameters<Step>[0]): 'sales' | 'support' | 'message' | undefined {
  if (happened.kind !== 'input') return undefined;
  const said = happened.speech[0]?.text.toLowerCase() ?? '';
  if (happened.digits === '1' || said.includes('sales')) return 'sales';
  if (happened.digits === '2' || said.includes('support')) return 'support';
  return happened.digits === '9' ? 'message' : undefined;
}

export const person = (who: Person, from: string): BuiltAction =>
  connectPerson(who, { from, timeoutSeconds: 20 });

export const recording = (): BuiltAction =>
  record({ beepStart: true, endOnSilenceSeconds: 5, timeOutSeconds: 120 });

export const rungs: Rungs = {
  person: (_call, { settings }) => [
    talk('Sorry, we have a technical problem. We are connecting you to a person.'),
    person(settings.person, settings.callerNumber),
  ],
  voicemail: () => [
    talk('Nobody can take your call right now. Please leave a message after the tone.'),
    recording(),
    talk('Goodbye.'),
  ],
};
