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
    help: 'what Vonage asks',
  },
  from: { type: 'text', value: 'NUMBER', help: 'the caller', default: '447700900123' },
  to: { type: 'text', value: 'NUMBER', help: 'the Vonage number', otherwise: 'callerNumber of the settings' },
  conversation: {
    type: 'text',
    value: 'ID',
    help: 'the call, CON-…, for another webhook of the same call',
    otherwise: 'a new one',
  },
  status: {
    type: 'text',
    value: 'STATUS',
    choices: STATUSES,
    help: 'event, websocket-disconnected: what happened (another one goes into --body)',
    otherwise: 'completed, disconnected',
  },
  rung: {
    type: 'text',
    value: 'RUNG',
    choices: ['same-socket', 'other-socket', 'person'],
    help: "websocket-disconnected: the leg's rung, as its event URL says it",
  },
  reason: { type: 'text', value: 'TEXT', help: 'fallback: why it is asked', otherwise: 'Connection closed.' },
  original: {
    type: 'text',
    value: 'WEBHOOK',
    choices: ['answer', 'event', 'websocket-disconnected'],
    help: 'fallback: what has failed',
    otherwise: 'answer',
  },
  body: {
    type: 'text',
    value: 'JSON',
    help: 'fields to add to the plausible ones, or to replace them; --body @FILE reads a file',
  },
  exact: {
    type: 'boolean',
    with: ['body'],
    help: 'send the bytes of --body as they are, and nothing else (not with a GET)',
  },
  region: {
    type: 'text',
    value: 'ROLE',
    choices: ['primary', 'secondary'],
    help: 'which region is asked',
    otherwise: 'primary; of fallback: the one that the application names',
  },
  fallback: {
    type: 'boolean',
    help: 'send this answer, event or websocket-disconnected as the fallback request that follows its failure',
  },
  direct: {
    type: 'boolean',
    help: "fallback: to the region's API itself, not through its CloudFront distribution",
  },
  unsigned: { type: 'boolean', help: 'without a signature, as anybody could send it' },
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
