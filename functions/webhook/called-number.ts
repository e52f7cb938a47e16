import type { Fields } from '../../contracts/call.ts';
import type { CalledNumbers, FunctionSettings } from '../../contracts/function-settings.ts';
import { NUMBER_PARAMETER, numberOfUrl, withNumber } from '../../contracts/number-in-url.ts';
import type { FlowContext } from '../define-flow.ts';
import { nestedField, textOf } from '../nested-fields.ts';

/** A called number that the settings' table has, and what is different for its calls. */
export interface CalledNumber extends Omit<CalledNumbers, 'called'> {
  readonly number: string;
}

/**
 * The called number of a request; undefined where the table does not have it: nothing is different then. Our own URL names it for
 * every leg. Without one it is the `to` of the caller's leg: a leg that was called out has the called person's there.
 */
export function calledNumber(
  fields: Fields,
  query: Readonly<Record<string, string>>,
  { numbers = [] }: Pick<FunctionSettings, 'numbers'>,
): CalledNumber | undefined {
  if (numbers.length === 0) return undefined;
  const { url } = nestedField(fields, 'original_request') ?? {};
  const named = query[NUMBER_PARAMETER] ?? numberOfUrl(url);
  const to = fields['direction'] === 'outbound' ? undefined : textOf(fields['to']);
  const number = (named ?? to)?.trim().replace(/^\+/, '');
  if (number === undefined) return undefined;
  const own = numbers.find(({ called }) => called.includes(number));
  return own && { ...own, number };
}

/** The context of a call to this number: its person, and URLs that name it. */
export const contextFor = <Context extends Pick<FlowContext, 'settings' | 'urls'>>(
  called: CalledNumber | undefined,
  context: Context,
): Context =>
  called === undefined
    ? context
    : {
        ...context,
        settings: settingsFor(called, context.settings),
        urls: {
          websocketDisconnected: withNumber(context.urls.websocketDisconnected, called.number),
          event: withNumber(context.urls.event, called.number),
        },
      };

export const settingsFor = (
  called: CalledNumber | undefined,
  settings: FunctionSettings,
): FunctionSettings =>
  called === undefined
    ? settings
    : {
        ...settings,
        person: called.person,
        outbound: { ...settings.outbound, personLines: called.personLines },
      };
