import { isTrue } from '../../ncco/schema/values.ts';
import type { Meant } from '../checkers/checker.ts';

/** What a caller hears of this NCCO if every endpoint answers; nothing of an NCCO that cannot be read. */
export function describeNcco(ncco: unknown): readonly Meant[] {
  if (!Array.isArray(ncco)) return [];
  return ncco.flatMap((action: unknown) => actionSays(fieldsOf(action)));
}

/** Up to the first question: what a caller hears after it depends on the answer. */
export const untilQuestion = (ncco: readonly unknown[]): readonly unknown[] => {
  const at = ncco.findIndex((action) => fieldsOf(action)['action'] === 'input');
  return at === -1 ? ncco : ncco.slice(0, at);
};

/** Up to the first bot or person: a caller hears the rest only if that one leaves or does not answer. */
export function untilBotOrPerson(says: readonly Meant[]): readonly Meant[] {
  const at = says.findIndex(({ what }) => what === 'bot' || what === 'person');
  return at === -1 ? says : says.slice(0, at + 1);
}

function actionSays(action: Readonly<Record<string, unknown>>): readonly Meant[] {
  switch (action['action']) {
    case 'talk':
      return said('talk', action['text']);
    case 'stream':
      return said('stream', firstOf(action['streamUrl']));
    case 'connect': {
      const endpoint = fieldsOf(firstOf(action['endpoint']));
      return endpoint['type'] === 'websocket'
        ? said('bot', endpoint['uri'])
        : said('person', endpoint['number'] ?? endpoint['uri']);
    }
    case 'record':
      return isTrue(action['beepStart']) ? [{ what: 'beep', content: 'beep' }] : [];
    default:
      return [];
  }
}

function said(what: Meant['what'], content: unknown): readonly Meant[] {
  return typeof content === 'string' ? [{ what, content }] : [];
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
