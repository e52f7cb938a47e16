import { randomUUID } from 'node:crypto';
import { ownSettings } from '../../contracts/settings/own-settings.ts';
import { CommandError } from '../../cli/kit/command-error.ts';
import { lookUntil } from '../../cli/kit/look-until.ts';
import { sendHttp } from '../../cli/kit/send-http.ts';
import {
  type Fields,
  type ProbeSigner,
  UNASSIGNED_NUMBER,
  callbackRequest,
} from '../../cli/link/probe/probe-request.ts';
import { judgeResponse } from '../../ncco/judge-response.ts';

/** An application may load something at its first request. */
const LOOKS = { times: 3, everyMs: 500 } as const;

interface Asked {
  /** What is wrong with the answer; undefined: nothing. */
  readonly problem?: string;
  readonly status?: number;
  readonly text?: string;
}

/**
 * Asks an application itself, signed as Vonage signs, for the first NCCO of a call, and sends it the call's first event.
 * @param urls as the call flow names them
 * @param addressOf URL of the application → its own address on this machine
 * @throws CommandError unless it answers both as it must
 */
export async function refuseUnreadyApplication(
  urls: { readonly answerUrl: string; readonly eventUrl: string },
  addressOf: (url: string) => string,
  signer: ProbeSigner,
): Promise<void> {
  const uuid = randomUUID().replaceAll('-', '');
  const call = {
    from: UNASSIGNED_NUMBER,
    to: ownSettings().callerNumber,
    uuid,
    conversation_uuid: `CON-${randomUUID()}`,
  };
  const event = { ...call, status: 'started', direction: 'inbound', timestamp: new Date().toISOString() };
  const ask = (url: string, fields: Fields, needsNcco: boolean): Promise<Asked> =>
    lookUntil(
      () => askOnce(addressOf(url), fields, signer, needsNcco),
      ({ problem }) => problem === undefined,
      LOOKS,
    );
  const answer = await ask(urls.answerUrl, { ...call, endpoint_type: 'phone' }, true);
  if (answer.problem !== undefined) throw refusal(urls.answerUrl, 'answer', 'with a valid NCCO', answer);
  const report = await ask(urls.eventUrl, event, false);
  if (report.problem !== undefined) throw refusal(urls.eventUrl, 'event', 'with 200 or 204', report);
}

async function askOnce(
  address: string,
  fields: Fields,
  signer: ProbeSigner,
  needsNcco: boolean,
): Promise<Asked> {
  const answer = await sendHttp(callbackRequest({ address, method: 'POST', fields }, signer, Date.now()));
  if (answer.kind === 'failed') return { problem: `no response (${answer.detail})` };
  const { status, headers, body: text } = answer;
  const judged = judgeResponse({ status, headers, text });
  if (judged.kind === 'none' && needsNcco) return { problem: 'no NCCO', status, text };
  // Whatever it says to an event that takes no NCCO is fine.
  const isFailed = judged.kind === 'failed' && (needsNcco || judged.failure === 'status');
  return isFailed ? { problem: judged.problem, status, text } : {};
}

const MOST_SHOWN = 300;

function refusal(
  url: string,
  path: 'answer' | 'event',
  expected: string,
  { problem = '', status, text = '' }: Asked,
): CommandError {
  // An error page of Express is HTML.
  const shown = text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MOST_SHOWN);
  return new CommandError(
    [
      `The drill did not start. Expected that your application answers POST ${url} ${expected}, with nothing broken; found ${problem}.`,
      ...(shown === '' ? [] : [`It answered: ${shown}`]),
      `To fix this: ${fixOf(status, path)}`,
    ].join('\n'),
  );
}

function fixOf(status: number | undefined, path: 'answer' | 'event'): string {
  if (status === 404 || status === 405)
    return (
      `name the path of its ${path} URL in the call flow, forwardTo('https://…', { ${path}: '/your/path' }), and let the route take POST ` +
      '(app.post): callbacks are passed on by POST alone (docs/guard.md).'
    );
  if (status === 401 || status === 403)
    return (
      'let it check signatures with the secret of its environment, VONAGE_SIGNATURE_SECRET (also VONAGE_API_SIGNATURE_SECRET). ' +
      'The drill signs as Vonage does: a Bearer token with payload_hash, of the body as it was sent.'
    );
  return `change the application, or name another path in the call flow, forwardTo('https://…', { ${path}: '/your/path' }).`;
}
