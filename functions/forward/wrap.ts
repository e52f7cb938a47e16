import { EVENT_URL_CHARACTERS } from '../../contracts/call-flow-limits.ts';
import { stateUrl } from '../../contracts/state-url.ts';
import { below } from '../../ncco/problem.ts';
import type { Ncco, NccoAction } from '../../ncco/ncco.ts';
import { isAsynchronous } from '../../ncco/schema/input.ts';
import { isFields } from '../nested-fields.ts';
import type { Asked, Wrapped, Wrapping } from './forward.ts';
import { sealTarget } from './target.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Leads the events of an application's NCCO here: every `eventUrl`, `transcription.eventUrl` and `onAnswer.url`. An action whose event takes
 * an NCCO gets the application's event URL where it names none, which is where its event would go: so that a caller waits for it as briefly as here.
 * @param ncco valid
 */
export function wrap(ncco: Ncco, applicationEventUrl: string, wrapping: Wrapping): Wrapped {
  const left: string[] = [];
  const through = (url: unknown, asked: Asked, path: string): unknown => {
    const led = leadHere(url, asked, wrapping);
    if (led.ok) return led.url;
    left.push(`${path}: ${led.why}`);
    return url;
  };
  const all = (urls: unknown, asked: Asked, path: string): unknown =>
    Array.isArray(urls)
      ? urls.map((url, index) => through(url, asked, below(path, index)))
      : through(urls, asked, path);
  const wrapAction = (action: NccoAction, index: number): NccoAction => {
    const path = below('$', index);
    const { eventUrl, transcription, endpoint } = action;
    const asked = askedBy(action);
    return {
      ...action,
      ...(isGiven(eventUrl)
        ? { eventUrl: all(eventUrl, asked, below(path, 'eventUrl')) }
        : asked === 'step' || action.action === 'input'
          ? { eventUrl: all([applicationEventUrl], asked, below(path, 'eventUrl')) }
          : {}),
      ...(isFields(transcription) && isGiven(transcription['eventUrl'])
        ? {
            transcription: {
              ...transcription,
              eventUrl: all(
                transcription['eventUrl'],
                'report',
                below(below(path, 'transcription'), 'eventUrl'),
              ),
            },
          }
        : {}),
      ...(Array.isArray(endpoint)
        ? {
            endpoint: endpoint.map((each: unknown, at) =>
              withOnAnswer(each, (url) =>
                through(url, 'whisper', below(below(below(below(path, 'endpoint'), at), 'onAnswer'), 'url')),
              ),
            ),
          }
        : {}),
    };
  };
  return { ncco: ncco.map(wrapAction), left };
}

/** One vendor SDK writes `[]` where none was given. */
const isGiven = (eventUrl: unknown): boolean =>
  eventUrl !== undefined && !(Array.isArray(eventUrl) && eventUrl.length === 0);

function withOnAnswer(endpoint: unknown, through: (url: unknown) => unknown): unknown {
  const onAnswer = isFields(endpoint) ? endpoint['onAnswer'] : undefined;
  if (!isFields(onAnswer) || onAnswer['url'] === undefined) return endpoint;
  return { ...(endpoint as Fields), onAnswer: { ...onAnswer, url: through(onAnswer['url']) } };
}

/** Which actions' events take an NCCO: fact sheet 2.3. */
function askedBy({ action, mode, eventType, ...options }: NccoAction): Asked {
  switch (action) {
    case 'input':
      return isAsynchronous(mode) ? 'report' : 'step';
    case 'notify':
      return 'step';
    case 'connect':
      return eventType === 'synchronous' || options['advancedMachineDetection'] !== undefined
        ? 'step'
        : 'report';
    default:
      return 'report';
  }
}

type Led = { readonly ok: true; readonly url: string } | { readonly ok: false; readonly why: string };

function leadHere(url: unknown, asked: Asked, { eventUrl, secrets, version, ids }: Wrapping): Led {
  const secret = (secrets.find(({ name }) => name === 'current') ?? secrets[0])?.value;
  if (typeof url !== 'string' || !URL.canParse(url)) return { ok: false, why: 'no absolute URL' };
  const { protocol, host } = new URL(url);
  if (protocol !== 'https:') return { ok: false, why: 'not https' };
  if (host === new URL(eventUrl).host) return { ok: false, why: 'leads here already' };
  if (secret === undefined)
    return { ok: false, why: 'no signature secret is known, which it would be sealed with' };
  const led = stateUrl(eventUrl, sealTarget({ url, asked, version, ids }, secret));
  return led.length < EVENT_URL_CHARACTERS
    ? { ok: true, url: led }
    : {
        ok: false,
        why: `too long: ${String(led.length)} characters, expected less than ${String(EVENT_URL_CHARACTERS)}`,
      };
}
