import { randomUUID } from 'node:crypto';
import type { LocalSystem } from '../local/local-system.ts';
import { UNASSIGNED_NUMBER } from '../link/probe/probe-request.ts';
import type { SendOptions } from './options.ts';
import { BY_STATUS } from './statuses.ts';

type Fields = Readonly<Record<string, unknown>>;

export interface Moment {
  readonly nowMs: number;
  /** The bot of the region that is asked; null: there is none. */
  readonly websocketUri: string | null;
  /** Whom callers dial. */
  readonly callerNumber: string;
}

/** The fields of a webhook as Vonage would send them, for a call that is not real. */
export function plausibleFields(options: SendOptions, moment: Moment): Fields {
  const { from, to = moment.callerNumber, conversation = `CON-${randomUUID()}`, original, status } = options;
  const call = { from, to, uuid: randomUUID(), conversation_uuid: conversation };
  const at = new Date(moment.nowMs).toISOString();
  switch (original) {
    case 'answer':
      return { ...call, endpoint_type: 'phone', region_url: 'https://api-eu-3.vonage.com' };
    case 'event': {
      const happened = status ?? 'completed';
      return { ...call, status: happened, direction: 'inbound', timestamp: at, ...BY_STATUS[happened]?.(at) };
    }
    case 'websocket-disconnected': {
      if (moment.websocketUri === null) {
        const happened = status ?? 'unanswered';
        const leg = { ...call, to: UNASSIGNED_NUMBER, direction: 'outbound' };
        return { ...leg, status: happened, timestamp: at, ...BY_STATUS[happened]?.(at) };
      }
      const happened = status ?? 'disconnected';
      return {
        ...call,
        to: moment.websocketUri,
        status: happened,
        ...(happened === 'disconnected' ? {} : { direction: 'outbound' }),
        timestamp: at,
        ...BY_STATUS[happened]?.(at),
        headers: headersOf(options, call, moment.nowMs),
      };
    }
  }
}

/** What the ladder has put into the leg's headers, which come back in its events (docs/bot.md). */
function headersOf(
  { rung }: SendOptions,
  { from, uuid, conversation_uuid: conversation }: Readonly<Record<string, string>>,
  nowMs: number,
): Fields {
  const attempt = rung === undefined ? 1 : rung === 'same-socket' ? 2 : 3;
  return {
    attempt,
    ...(attempt === 1 ? {} : { firstDropAt: nowMs - 1_000 }),
    conversation,
    caller: from,
    uuid,
  };
}

/** What Vonage adds to a request that has failed elsewhere. */
export const fallbackFields = ({ reason, original }: SendOptions, url: string): Fields => ({
  reason,
  original_request: { url, type: original === 'answer' ? 'answer' : 'event' },
});

/** Where a webhook of a region is, with the rung that the leg's event URL names. */
export function webhookUrl(
  webhook: SendOptions['original'],
  { rung }: Pick<SendOptions, 'rung'>,
  { answer, event, websocketDisconnected }: LocalSystem['regions']['primary'],
): string {
  switch (webhook) {
    case 'answer':
      return answer;
    case 'event':
      return event;
    case 'websocket-disconnected':
      return rung === undefined ? websocketDisconnected : `${websocketDisconnected}?rung=${rung}`;
  }
}
