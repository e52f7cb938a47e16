import { parseDay } from '../kit/parse-day.ts';
import { parseFlags } from '../kit/parse-flags.ts';
import { DEFAULT_OUTPUTS } from '../kit/read-outputs.ts';
import { CommandError } from '../kit/command-error.ts';
import { parseCaller } from '../kit/phone-number.ts';

export const CALLS_HELP = `npm run calls -- [options]

What happened in a call: every event that the platform told, merged from both regions' journals, in the order of its
timestamp, each once; what is missing; what was recorded.

  --conversation ID   the timeline of this call (CON-…)
  --from NUMBER       the timelines of the calls of this caller, of one day; the number with its country code, in any form
                      ("+44 7700 900123"), or the name or SIP URI of a caller that has none
  --day YYYY-MM-DD    a day in UTC (default: today; with --conversation: every day)
                      alone: lists the calls of that day
  --with-probes       show events of this project's own probes too (npm run link -- verify and tune), which are no calls
  --json              print one line of JSON instead
  --outputs FILE      outputs of the deployed stacks, or of a running world (default: ${DEFAULT_OUTPUTS})
  --help              this text

Exit code: 0, or 1 when nothing was found or no journal answers.
`;

export type Wanted =
  | { readonly what: 'conversation'; readonly conversation: string; readonly day: string | undefined }
  /** `from` as `callerKey` gives it. */
  | { readonly what: 'from'; readonly from: string; readonly day: string }
  | { readonly what: 'day'; readonly day: string };

export interface CallsOptions {
  readonly wanted: Wanted;
  readonly withProbes: boolean;
  readonly json: boolean;
  readonly outputs: string;
}

/** Reads the command line; undefined when help is wanted. @throws CommandError */
export function parseCallsOptions(args: readonly string[], nowMs: number): CallsOptions | undefined {
  const values = parseFlags(
    args,
    {
      conversation: { type: 'string' },
      from: { type: 'string' },
      day: { type: 'string' },
      'with-probes': { type: 'boolean' },
      json: { type: 'boolean' },
      outputs: { type: 'string' },
      help: { type: 'boolean' },
    },
    CALLS_HELP,
  );
  if (values.help === true) return undefined;
  return {
    wanted: wantedOf(values, nowMs),
    withProbes: values['with-probes'] ?? false,
    json: values.json ?? false,
    outputs: values.outputs ?? DEFAULT_OUTPUTS,
  };
}

function wantedOf(
  { conversation, from, day }: { conversation?: string; from?: string; day?: string },
  nowMs: number,
): Wanted {
  if (conversation !== undefined && from !== undefined)
    throw new CommandError('Expected --conversation or --from, found both. Leave one of them out.');
  if (conversation === '') throw new CommandError('--conversation: expected an id (CON-…), found nothing.');
  if (conversation !== undefined)
    return { what: 'conversation', conversation, day: day === undefined ? undefined : parseDay(day, nowMs) };
  const ofDay = parseDay(day, nowMs);
  return from === undefined
    ? { what: 'day', day: ofDay }
    : { what: 'from', from: parseCaller(from, '--from'), day: ofDay };
}
