import { CommandError } from '../kit/command-error.ts';
import { LOCAL_STATE_FOLDER } from '../local/local-system.ts';
import type { LocalRole } from '../local/local-system.ts';
import { parseFlags } from '../kit/parse-flags.ts';
import { STATUSES } from './statuses.ts';

export const WEBHOOKS = ['answer', 'event', 'websocket-disconnected', 'fallback'] as const;
export type WebhookName = (typeof WEBHOOKS)[number];

const RUNGS = ['same-socket', 'other-socket', 'person'] as const;

export const SEND_HELP = `npm run send -- answer|event|websocket-disconnected|fallback [options]

Signs a webhook as Vonage does, sends it to the local system that npm run world has started, and says what was answered:
the NCCO in words and as JSON, and what is wrong with it.

  answer                  a call wants its first NCCO (POST)
  event                   something happened in a call (POST)
  websocket-disconnected  something happened to the bot's leg (POST)
  fallback                the application's fallback URL, after another webhook has failed (with its method, GET or POST)

  --from NUMBER       the caller (default 447700900123)
  --to NUMBER         the Vonage number (default: callerNumber of the settings)
  --conversation ID   the call, CON-…, for another webhook of the same call (default: a new one)
  --status STATUS     event, websocket-disconnected: what happened (default: completed, disconnected)
  --rung RUNG         websocket-disconnected: the leg's rung, as its event URL says it: ${RUNGS.join(', ')}
  --reason TEXT       fallback: why it is asked (default: Connection closed.)
  --original WEBHOOK  fallback: what has failed, answer or event (default: answer)
  --body JSON         fields to add to the plausible ones, or to replace them; --body @FILE reads a file
  --exact             send the bytes of --body as they are, and nothing else (not with a GET)
  --region ROLE       primary or secondary (default: primary; of fallback: the one that the application names)
  --fallback          send this answer, event or websocket-disconnected as the fallback request that follows its failure
  --direct            fallback: to the region's API itself, not through its CloudFront distribution
  --unsigned          without a signature, as anybody could send it
  --state FOLDER      where npm run world notes how it is reached, if it was started with --state
  --help              this text

Exit code: 0 for a 2xx answer, with a valid NCCO where one is due; 1 otherwise.
`;

export interface SendOptions {
  readonly webhook: WebhookName;
  /** Of `fallback`: the webhook that has failed. */
  readonly original: Exclude<WebhookName, 'fallback'>;
  readonly from: string;
  readonly to: string | undefined;
  readonly conversation: string | undefined;
  readonly status: string | undefined;
  readonly rung: string | undefined;
  readonly reason: string;
  /** JSON, or `@` and the file that holds it. */
  readonly body: string | undefined;
  readonly exact: boolean;
  readonly region: LocalRole | undefined;
  readonly direct: boolean;
  readonly unsigned: boolean;
  readonly state: string;
}

const FLAGS = {
  from: { type: 'string' },
  to: { type: 'string' },
  conversation: { type: 'string' },
  status: { type: 'string' },
  rung: { type: 'string' },
  reason: { type: 'string' },
  original: { type: 'string' },
  body: { type: 'string' },
  exact: { type: 'boolean' },
  region: { type: 'string' },
  fallback: { type: 'boolean' },
  direct: { type: 'boolean' },
  unsigned: { type: 'boolean' },
  state: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** Reads the command line; undefined when help is wanted. @throws CommandError */
export function parseSendOptions(args: readonly string[]): SendOptions | undefined {
  const [first] = args;
  const hasWord = first !== undefined && !first.startsWith('-');
  const values = parseFlags(hasWord ? args.slice(1) : args, FLAGS, SEND_HELP);
  if (values.help === true) return undefined;
  const named = oneOf('the first word', WEBHOOKS, hasWord ? first : undefined);
  if (named === undefined)
    throw new CommandError(`Expected ${WEBHOOKS.join(', ')} as the first word, found none.\n\n${SEND_HELP}`);
  const webhook = values.fallback === true ? 'fallback' : named;
  const original =
    named === 'fallback' ? (oneOf('--original', WEBHOOKS.slice(0, 3), values.original) ?? 'answer') : named;
  const happened = named === 'fallback' ? original : named;
  refuseFor(values.status !== undefined && happened === 'answer', '--status', 'an event');
  refuseFor(
    values.rung !== undefined && happened !== 'websocket-disconnected',
    '--rung',
    'websocket-disconnected',
  );
  refuseFor(values.reason !== undefined && webhook !== 'fallback', '--reason', 'fallback');
  refuseFor(values.original !== undefined && named !== 'fallback', '--original', 'fallback');
  refuseFor(values.direct === true && webhook !== 'fallback', '--direct', 'fallback');
  if (values.exact === true && values.body === undefined)
    throw new CommandError(
      '--exact: expected --body beside it, found none. Add --body JSON or --body @FILE.',
    );
  return {
    webhook,
    original: original as SendOptions['original'],
    from: notEmpty('--from', values.from) ?? '447700900123',
    to: notEmpty('--to', values.to),
    conversation: notEmpty('--conversation', values.conversation),
    status: statusOf(values.status),
    rung: oneOf('--rung', RUNGS, values.rung),
    reason: values.reason ?? 'Connection closed.',
    body: notEmpty('--body', values.body),
    exact: values.exact ?? false,
    region: oneOf('--region', ['primary', 'secondary'] as const, values.region),
    direct: values.direct ?? false,
    unsigned: values.unsigned ?? false,
    state: values.state ?? LOCAL_STATE_FOLDER,
  };
}

function statusOf(status: string | undefined): string | undefined {
  if (status === undefined || STATUSES.includes(status)) return status;
  throw new CommandError(
    `--status: expected one of ${STATUSES.join(', ')}, found "${status}". Another one goes into --body '{"status":"…"}'.`,
  );
}

function oneOf<T extends string>(
  what: string,
  choices: readonly T[],
  found: string | undefined,
): T | undefined {
  if (found === undefined) return undefined;
  const choice = choices.find((each) => each === found);
  if (choice !== undefined) return choice;
  throw new CommandError(
    `${what}: expected ${choices.join(', ')}; found "${found}". npm run send -- --help lists all.`,
  );
}

function notEmpty(flag: string, value: string | undefined): string | undefined {
  if (value !== '') return value;
  throw new CommandError(`${flag}: expected a value, found nothing.`);
}

function refuseFor(isWrong: boolean, flag: string, goesWith: string): void {
  if (isWrong) throw new CommandError(`${flag}: expected with ${goesWith} only. Leave it out.`);
}
