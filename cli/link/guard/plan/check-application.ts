import { mayBePublic } from '../../../../contracts/public-address.ts';
import type { LinkedWebhook } from '../../verify/linked-webhooks.ts';
import type { OwnWebhooks } from './own-webhooks.ts';
import { note, ok, toFix } from './row.ts';
import type { Row } from './row.ts';

/** The commands that take the guard out and put it in again. */
export interface GuardCommands {
  readonly undo: string;
  readonly apply: string;
}

/** Whether callbacks can be passed on to the application as it is; of a guarded one, as it was. */
export function checkApplication(own: OwnWebhooks, commands: GuardCommands): readonly Row[] {
  const { answer, event, fallback, isSigned, isGuarded } = own;
  if (answer === undefined) return [isGuarded ? NOT_KEPT : noAnswer(commands)];
  const named = [answer, event].filter((webhook) => webhook !== undefined);
  const found = named.flatMap((webhook) => [...checkMethod(webhook), ...checkAddress(webhook)]);
  const problems = isGuarded ? found.map((row) => afterUndo(row, commands)) : found;
  return [
    ...(isGuarded
      ? [note('application', 'it is guarded already; its own URLs are those that were kept before')]
      : []),
    ...problems,
    ...(problems.length === 0
      ? [ok('application', `POST over https: ${named.map(({ address }) => address).join(' and ')}`)]
      : []),
    ...(event === undefined ? [NO_EVENT] : []),
    ...(isSigned === false ? [NOT_SIGNED] : []),
    ...(fallback === undefined || isGuarded
      ? []
      : [
          note(
            'fallback_answer_url',
            `${fallback.address} is not asked while the application is guarded: the other region and the static NCCO take its place. undo puts it back`,
          ),
        ]),
  ];
}

/** What its own webhooks are can be changed only while they are the application's: the dashboard shows the guard's meanwhile. */
const afterUndo = ({ about, text, fix = '' }: Row, { undo, apply }: GuardCommands): Row =>
  toFix(about, text, `first take the guard out: ${undo}; then ${fix}; then put it in again: ${apply}`);

const noAnswer = ({ apply }: GuardCommands): Row =>
  toFix(
    'answer_url',
    'expected the answer_url of a server that exists, found none: there is nothing to guard',
    `${apply} configures an application whose calls your own call flow answers`,
  );
const NOT_KEPT = toFix(
  'answer_url',
  'expected to find the own URLs of this guarded application among what is kept, found none',
  'name the folder of what link kept with --kept FOLDER',
);
const NO_EVENT = note(
  'event_url',
  'the application has none; the guard passes events on to the event URL of forwardTo, and takes no notice of its answer 404',
);
const NOT_SIGNED = note(
  'signed_callbacks',
  'off so far. apply turns it on, because the functions accept signed callbacks only; the application then gets an Authorization header, which it may ignore or check. undo turns it off again',
);

export function checkMethod({ webhook, http_method: method, address }: LinkedWebhook): readonly Row[] {
  if (method === 'POST') return [];
  const { pathname } = new URL(address);
  return [
    toFix(
      webhook,
      'expected http_method POST, found GET: callbacks are passed on byte by byte, and of a query the order is not kept, by which its signature is checked',
      `in the server read the body instead of the query (app.use(express.json()); app.post('${pathname}', …): req.query.from → req.body.from), then set the method of ${webhook} to POST in the Vonage dashboard, under the application's voice capability`,
    ),
  ];
}

function checkAddress({ webhook, address }: LinkedWebhook): readonly Row[] {
  const { protocol, hostname } = new URL(address);
  if (protocol !== 'https:')
    return [
      toFix(
        webhook,
        `expected https, found ${address}: nothing is passed on unencrypted`,
        `serve it over https with a certificate that is publicly trusted, and name that URL in the application`,
      ),
    ];
  if (mayBePublic(hostname)) return [];
  return [
    toFix(
      webhook,
      `expected a public address, found ${hostname}: the functions connect to no private, loopback or link-local one`,
      'name the server by its public name in the application, as Vonage reaches it',
    ),
  ];
}
