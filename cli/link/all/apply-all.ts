import { CommandError } from '../../kit/command-error.ts';
import { confirm } from '../../kit/io.ts';
import type { Io } from '../../kit/io.ts';
import type { Timeout } from '../../kit/read-back-flag.ts';
import type { ApplicationsApi } from '../api/applications-api.ts';
import { linkCommand } from '../plan/target.ts';
import type { Target } from '../plan/target.ts';
import { commitPlan } from '../write/commit-plan.ts';
import { openKept } from '../write/kept.ts';
import type { KeptFolder } from '../write/kept.ts';
import { keptFlag } from '../write/subject.ts';
import { stillOlder } from '../write/read-settled.ts';
import { planSettled } from '../write/write-plan.ts';
import type { SettledPlan } from '../write/write-plan.ts';
import { planAll } from './plan-all.ts';
import type { Part, SharedFlags } from './plan-all.ts';
import type { Found, State } from './print-all.ts';
import { partJson, printPlans, printRows, stateOf } from './print-all.ts';

interface Applying {
  readonly flags: SharedFlags & {
    readonly yes: boolean;
    readonly kept: string;
    readonly readBackTimeout: Timeout;
    readonly json: boolean;
  };
  readonly io: Io;
}

type States = Map<Part<SettledPlan>, State>;

/**
 * Plans all, asks once, and writes one after the other what is not as planned: applications, then numbers, each only to an
 * application that is as planned. The same command goes on where this one ends. Resolves with the exit code.
 * @throws CommandError before anything is written
 */
export async function applyAll(
  targets: readonly Target[],
  api: ApplicationsApi,
  { flags, io }: Applying,
): Promise<number> {
  const { readBackTimeout } = flags;
  const kept = openKept(flags.kept, io.nowMs);
  const parts = await planAll(api, targets, {
    flags,
    signal: io.signal,
    planOne: (subject, plan) => planSettled(subject, { kept, io, readBackTimeout, plan }),
  });
  const states: States = new Map(parts.map((part) => [part, stateOf(part)]));
  for (const { subject, planned } of parts)
    if (!(planned instanceof CommandError) && planned.olderThan !== undefined)
      io.stderr(`${subject.id}: ${stillOlder(planned.olderThan, subject, readBackTimeout)}`);
  io[flags.json ? 'stderr' : 'stdout'](`${printPlans(parts)}\n${printRows(states)}`);

  const isToWrite = [...states.values()].includes('differs');
  if (isToWrite && !(await confirm(io, flags.yes, '\nApply all of this?'))) {
    io.stderr('Nothing was written.');
    return 1;
  }
  try {
    await writeParts(states, { flags, io, kept });
  } finally {
    if (flags.json) for (const line of unwrittenJson(states)) io.stdout(line);
    if (isToWrite) printEnd(states, { flags, io });
  }
  return codeOf(states);
}

/** Up to the first one that goes wrong: what the API does then is not known. */
async function writeParts(
  states: States,
  { flags, io, kept }: Applying & { readonly kept: KeptFolder },
): Promise<void> {
  const { readBackTimeout, json: isJson } = flags;
  for (const [part, state] of states) {
    const { subject, planned } = part;
    if (state !== 'differs' || planned instanceof CommandError || !isReady(part, states)) continue;
    io.signal.throwIfAborted();
    const commit = { by: 'apply', subject, kept, io, isJson, readBackTimeout } as const;
    const code = await commitPlan(planned.plan, commit);
    states.set(part, code === 0 ? 'NEW' : code === 2 ? 'NOT VISIBLE YET' : 'FAILED');
    if (code === 1) return;
  }
}

const isEnd = (state: State | undefined): boolean => state === 'NEW' || state === 'as planned';

/** A number's calls go only to an application that is seen to be as planned. */
const isReady = ({ subject, applicationId }: Part<SettledPlan>, states: States): boolean =>
  subject.kind === 'application' ||
  [...states].some(([other, state]) => other.subject.id === applicationId && isEnd(state));

/** Those that were written have had their line. */
const unwrittenJson = (states: States): readonly string[] =>
  [...states].flatMap(([part, state]) => {
    const found = stateOf(part);
    return state === found ? [partJson(part, { state: JSON_STATES[found] })] : [];
  });

const JSON_STATES: Readonly<Record<Found, string>> = {
  'as planned': 'unchanged',
  differs: 'not-written',
  'TO FIX': 'to-fix',
  'NOT VISIBLE YET': 'not-visible',
};

/** Which are as planned now and which are not; how to go on, and back. */
function printEnd(states: States, { flags, io }: Applying): void {
  const isWhole = [...states.values()].every(isEnd);
  const written = [...states].filter(([, state]) => state === 'NEW').map(([{ subject }]) => subject);
  const again = [linkCommand('apply --all', flags), ...keptFlag(flags.kept)].join(' ');
  io[isWhole && !flags.json ? 'stdout' : 'stderr'](
    [
      '',
      printRows(states),
      ...(isWhole ? [] : ['', `The same command goes on with what is not as planned: ${again}`]),
      ...(written.length === 0 ? [] : ['', 'Each is put back by a command of its own, the last one first:']),
      ...written.toReversed().map((subject) => `  ${subject.undo(flags.kept)}`),
    ].join('\n'),
  );
}

function codeOf(states: States): number {
  const found = [...states.values()];
  if (found.includes('FAILED') || found.includes('TO FIX')) return 1;
  return found.includes('NOT VISIBLE YET') ? 2 : 0;
}
