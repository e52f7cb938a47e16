import { OWN_STEPS_MS, TIMEOUTS, type TimeoutsName } from '../../contracts/settings/timeouts.ts';
import { CommandError } from '../../cli/kit/command-error.ts';
import { lookUntil } from '../../cli/kit/look-until.ts';
import { functionLinesIn } from '../../cli/local/function-line.ts';
import type { Emulator } from '../../emulator/emulator.ts';

/** On a busy machine the functions may give a request up. */
const READS = { times: 5, everyMs: 200 } as const;

/** A function's log line may arrive after its response. */
const LINES = { times: 4, everyMs: 100 } as const;

/**
 * Reads what callers hear of the application behind the guard. Where it fails, the call flow's own steps are heard: these are no promise of the
 * application, so that it is read again.
 * @param hosts that the call flow's forwardTo names
 * @throws CommandError where it fails each time
 */
export async function readWhileAnswered<T>(
  { functionOutput }: Pick<Emulator, 'functionOutput'>,
  timeoutsName: TimeoutsName,
  hosts: readonly string[],
  read: () => Promise<T>,
): Promise<T> {
  const readOnce = async () => {
    const before = new Set(functionOutput());
    const found = await read();
    const failures = await lookUntil(
      () => Promise.resolve(failuresIn(functionOutput().filter((line) => !before.has(line)))),
      (seen) => seen.length > 0,
      LINES,
    );
    return { found, failures };
  };
  const { found, failures } = await lookUntil(readOnce, (last) => last.failures.length === 0, READS);
  if (failures.length > 0) throw notHeard(failures, timeoutsName, hosts);
  return found;
}

/** What the functions log of requests whose application has failed: each problem once. */
const failuresIn = (output: readonly string[]): readonly string[] => [
  ...new Set(
    functionLinesIn(output).flatMap(({ route = '', event, applicationProblem }) =>
      applicationProblem === undefined
        ? []
        : [`/${route}${event === undefined ? '' : ` (${event})`}: ${applicationProblem}`],
    ),
  ),
];

/** In the drill functions find no other hosts than those of the call flow. */
const NOT_FOUND = /ENOTFOUND ([\w.-]+)/;

function notHeard(
  failures: readonly string[],
  timeoutsName: TimeoutsName,
  hosts: readonly string[],
): CommandError {
  const unknown = failures.flatMap((failure) => NOT_FOUND.exec(failure)?.[1] ?? [])[0];
  const ms = TIMEOUTS[timeoutsName].answer.handlerMs - OWN_STEPS_MS;
  const isLate = failures.some((failure) => failure.includes('no whole response within'));
  const slow =
    `it has ${String(ms)} ms with the timeouts "${timeoutsName}". ` +
    (timeoutsName === 'guarded'
      ? 'Make it faster, or run the drill with other programs closed.'
      : "Write timeouts: 'guarded' in settings.ts, which gives it about a second, or make it faster.");
  return new CommandError(
    [
      'The drill did not start. Expected that your application answers each callback that is passed on to it, with nothing broken; ' +
        'found that the call flow’s own steps took over:',
      ...failures.map((failure) => `  ${failure}`),
      `To fix this: ${
        unknown !== undefined
          ? `a URL in its NCCOs leads to ${unknown}, and the call flow's forwardTo names ${hosts.join(' and ')}. Let it build its URLs from ` +
            'PUBLIC_URL, or name the host that is meant in forwardTo.'
          : isLate
            ? slow
            : 'change the application, so that it answers these callbacks as Vonage sends them.'
      }`,
    ].join('\n'),
  );
}
