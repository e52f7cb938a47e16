import type { CallFlow } from '../../../functions/define-flow.ts';
import { CALL, inWords, nccoOf, pressed, regionOf, urlIn } from '../../functions/flow/a-menu.ts';

/** Events as Vonage sends them. */
export const key = (digits: string) => pressed(digits);
export const silence = pressed(null);
export const said = (...texts: readonly string[]) =>
  pressed(null, {
    speech: { results: texts.map((text, at) => ({ text, confidence: String(0.9 - at / 10) })) },
  });
export const notified = { conversation_uuid: CALL.conversation_uuid, payload: {} };
/** Of the leg that was called. */
export const leg = (status: string) => ({ ...CALL, uuid: 'the-other-leg', status, direction: 'outbound' });

/** What a caller hears after these events, each at the event URL of the NCCO before it; with what stands behind. */
export async function heard(
  flow: CallFlow,
  ...events: readonly Readonly<Record<string, unknown>>[]
): Promise<readonly string[]> {
  const region = regionOf(flow);
  let ncco = nccoOf(await region.answer());
  for (const event of events) ncco = nccoOf(await region.event(urlIn(ncco), event));
  // A step that fails is replaced, and a test would praise what replaces it.
  expect(region.lines.filter(({ code }) => code !== undefined)).toEqual([]);
  return inWords(ncco);
}

/** Whom the settings name. */
export const PERSON = '447700900001';
/** What the handlers put behind a person at the end. */
export const BEHIND_A_PERSON = [
  'If nobody could take your call, please leave a message after the tone. Otherwise, please hang up.',
  'record',
  'Thank you for calling. Goodbye.',
];
