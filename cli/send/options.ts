import { CommandError } from '../kit/command-error.ts';
import type { Flags, Values } from '../kit/flags.ts';
import { STATE_FLAG } from '../local/local-system.ts';
import { STATUSES } from './statuses.ts';

export const WEBHOOKS = ['answer', 'event', 'websocket-disconnected', 'fallback'] as const;
export type WebhookName = (typeof WEBHOOKS)[number];

export const SEND_FLAGS = {
  webhook: {
    type: 'text',
    value: 'WEBHOOK',
    isWord: true,
    isRequired: true,
    choices: WEBHOOKS,
    help: 'the webhook to send',
  },
  from: { type: 'text', value: 'NUMBER', help: 'the caller', default: '447700900123' },
  to: { type: 'text', value: 'NUMBER', help: 'the Vonage number', otherwise: 'callerNumber of the settings' },
  conversation: {
    type: 'text',
    value: 'ID',
    help: 'conversation id (CON-…), to send another webhook of the same call',
    otherwise: 'a new one',
  },
  status: {
    type: 'text',
    value: 'STATUS',
    choices: STATUSES,
    help: 'event, websocket-disconnected: the status of the event (for any other status use --body)',
    otherwise: 'completed, disconnected (without a bot: unanswered)',
  },
  rung: {
    type: 'text',
    value: 'RUNG',
    choices: ['same-socket', 'other-socket', 'person'],
    help: "websocket-disconnected: the leg's rung, as in its event URL",
  },
  reason: {
    type: 'text',
    value: 'TEXT',
    help: 'fallback: the reason that Vonage gives',
    otherwise: 'Connection closed.',
  },
  original: {
    type: 'text',
    value: 'WEBHOOK',
    choices: ['answer', 'event', 'websocket-disconnected'],
    help: 'fallback: the webhook that failed',
    otherwise: 'answer',
  },
  body: {
    type: 'text',
    value: 'JSON',
    help: 'fields to add to the generated ones, or to replace them; --body @FILE reads a file',
  },
  exact: {
    type: 'boolean',
    with: ['body'],
    help: 'send exactly the bytes of --body (not with a GET)',
  },
  region: {
    type: 'text',
    value: 'ROLE',
    choices: ['primary', 'secondary'],
    help: 'the region to send to',
    otherwise: 'primary; for fallback: the region that the application names',
  },
  fallback: {
    type: 'boolean',
    help: 'send this answer, event or websocket-disconnected as the fallback request that follows its failure',
  },
  direct: {
    type: 'boolean',
    help: "fallback: send to the region's API directly, not through its CloudFront distribution",
  },
  unsigned: { type: 'boolean', help: 'send it without a signature' },
  state: STATE_FLAG,
} as const satisfies Flags;

type SendFlags = Values<typeof SEND_FLAGS>;

export interface SendOptions extends Omit<SendFlags, 'original' | 'reason' | 'fallback'> {
  /** Of `fallback`: the webhook that has failed. */
  readonly original: Exclude<WebhookName, 'fallback'>;
  readonly reason: string;
}

/** What is sent, as far as the flags go together. @throws CommandError */
export function sendOptions({ fallback, ...flags }: SendFlags): SendOptions {
  const { webhook: named, status, rung, reason, original, direct } = flags;
  const failed = named === 'fallback' ? (original ?? 'answer') : named;
  const webhook = fallback ? 'fallback' : named;
  refuseFor(status !== undefined && failed === 'answer', '--status', 'an event');
  refuseFor(rung !== undefined && failed !== 'websocket-disconnected', '--rung', 'websocket-disconnected');
  refuseFor(reason !== undefined && webhook !== 'fallback', '--reason', 'fallback');
  refuseFor(original !== undefined && named !== 'fallback', '--original', 'fallback');
  refuseFor(direct && webhook !== 'fallback', '--direct', 'fallback');
  return { ...flags, webhook, original: failed, reason: reason ?? 'Connection closed.' };
}

function refuseFor(isWrong: boolean, flag: string, goesWith: string): void {
  if (isWrong)
    throw new CommandError(`${flag}: expected with ${goesWith} only, found without it. Leave it out.`);
}
