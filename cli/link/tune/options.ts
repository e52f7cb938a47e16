import { CommandError } from '../../kit/command-error.ts';
import { parseFlags } from '../../kit/parse-flags.ts';
import { TARGET_FLAGS, TARGET_HELP } from '../plan/target.ts';
import { SIGNATURE_SECRET_HELP } from '../probe/read-signature-secret.ts';
import { KEPT_HELP } from '../write/kept.ts';
import { LARGEST_BURST } from './bursts.ts';
import { COLD } from './measure.ts';

export const LEAST_REQUESTS = 2_000;
const PER_SECOND = 20;
const MOST_PER_SECOND = 50;
export const DEFAULT_TIMEOUTS_FILE = 'link-timeouts.json';

export const HELP = `npm run link -- tune [options]

Measures the URLs that Vonage calls (answer, event, websocket-disconnected, fallback), as deployed or in a running world,
and recommends connect_timeout and socket_timeout of each within Vonage's ranges. Every request is signed, and has a
connection of its own.

First a few requests each; then ${String(LEAST_REQUESTS)} in all, evenly paced (${String(PER_SECOND)} a second: ${String(LEAST_REQUESTS / PER_SECOND)} s); then bursts of up to ${String(LARGEST_BURST)} at once, until ${String(COLD)}
cold starts of each URL were seen. The bursts take that much of the account's concurrency for a moment: not in your
busiest hour. Events and lost bots are journaled, under the conversation link-tune, which "npm run calls" shows as one
call. No call is placed.

A timeout that a measured request would trip is never recommended. Where some request took longer than Vonage waits at
most, no timeout helps; where more than 1 in 100 failed, or it is interrupted, nothing is recommended.

${TARGET_HELP}
${SIGNATURE_SECRET_HELP}
  --requests N        paced requests in all, ${String(LEAST_REQUESTS)} at least (default: ${String(LEAST_REQUESTS)})
  --rate N            of them a second, 1 to ${String(MOST_PER_SECOND)} (default: ${String(PER_SECOND)})
  --out FILE          writes the recommendation there, for --timeouts FILE of plan, apply and verify
  --apply             then applies it, as "apply --timeouts FILE" does (FILE: --out, or ${DEFAULT_TIMEOUTS_FILE})
  --yes               with --apply: do not ask
${KEPT_HELP}
  --json              print one line of JSON instead
  --help              this text

With the API's credentials, what the application is told now is shown beside the recommendation.

Exit code: 0 when all timeouts are recommended (and applied, with --apply), 2 when not, 1 on errors, 130 when
interrupted.
`;

const FLAGS = {
  ...TARGET_FLAGS,
  'secret-file': { type: 'string' },
  requests: { type: 'string' },
  rate: { type: 'string' },
  out: { type: 'string' },
  apply: { type: 'boolean' },
  yes: { type: 'boolean' },
  kept: { type: 'string' },
  json: { type: 'boolean' },
} as const;

export interface TuneOptions {
  readonly target: Readonly<Record<keyof typeof TARGET_FLAGS, string | undefined>>;
  readonly secretFile: string | undefined;
  readonly requests: number;
  readonly perSecond: number;
  /** Where the recommendation goes; undefined: nowhere. */
  readonly out: string | undefined;
  /** What `apply` is called with, but for the timeouts; undefined: nothing is applied. */
  readonly applyArgs: readonly string[] | undefined;
  readonly json: boolean;
}

/** @throws CommandError */
export function parseTuneOptions(args: readonly string[]): TuneOptions {
  const flags = parseFlags(args, FLAGS, HELP);
  const { outputs, application, primary, fallback, timeouts, credentials } = flags;
  const json = flags.json ?? false;
  if (json && flags.apply === true)
    throw new CommandError(
      'Expected --json or --apply, found both. Write --out FILE, then apply --timeouts FILE --json.',
    );
  if (flags.apply !== true && (flags.yes !== undefined || flags.kept !== undefined))
    throw new CommandError('Expected --yes and --kept with --apply only, found them without it.');
  const passed = { outputs, application, primary, fallback, credentials, kept: flags.kept };
  return {
    target: { outputs, application, primary, fallback, timeouts, credentials },
    secretFile: flags['secret-file'],
    requests: wholeNumber('--requests', flags.requests, LEAST_REQUESTS, [LEAST_REQUESTS, 1_000_000]),
    perSecond: wholeNumber('--rate', flags.rate, PER_SECOND, [1, MOST_PER_SECOND]),
    out: flags.out ?? (flags.apply === true ? DEFAULT_TIMEOUTS_FILE : undefined),
    applyArgs:
      flags.apply === true
        ? [
            ...Object.entries(passed).flatMap(([name, value]) =>
              value === undefined ? [] : [`--${name}`, value],
            ),
            ...(flags.yes === true ? ['--yes'] : []),
          ]
        : undefined,
    json,
  };
}

function wholeNumber(
  name: string,
  text: string | undefined,
  otherwise: number,
  [least, most]: readonly [number, number],
): number {
  if (text === undefined) return otherwise;
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw new CommandError(
    `${name}: expected a whole number from ${String(least)} to ${String(most)}, found "${text}".`,
  );
}
