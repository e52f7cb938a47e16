import type { FunctionSettings } from '../../../contracts/function-settings.ts';
import { CommandError } from '../../kit/command-error.ts';
import { describeProblem } from '../../kit/describe-problem.ts';
import { lookUntil } from '../../kit/look-until.ts';
import type { Answered, Ask } from '../ask.ts';
import { codeOf } from '../code-of.ts';
import type { FunctionControl } from '../aws/function-control.ts';
import { DiffersError, NotCheckedError, RefusedError } from '../finding.ts';
import type { Fault, Faults, PreparedFault } from './faults.ts';
import { throwSwitch } from './throw-switch.ts';
import type { Waiting } from './throw-switch.ts';
import { throttle } from './throttle.ts';

export interface FaultsOptions extends Waiting {
  readonly control: FunctionControl;
  readonly settings: () => Promise<FunctionSettings>;
  readonly ask: Ask;
  /** The same, also after an interruption: whether a fault is undone must be seen. */
  readonly askToTheEnd: Ask;
  /** `/fallback` of the API, without the distribution. */
  readonly fallbackDirectUrl: string;
  /** @throws NotCheckedError if this machine's requests are not served at that URL */
  readonly mustBeServed: () => Promise<void>;
  /** Prints a line for people, at once. */
  readonly tell: (line: string) => void;
}

/** A change takes some seconds to spread over AWS, which may answer older copies for a while. */
const LOOKS = { times: 120, everyMs: 500 } as const;

/** Faults of one function of a drillable deployment, caused by changing its configuration. */
export function createFaults(options: FaultsOptions): Faults {
  const { control, tell } = options;
  return {
    during: async (fault, work) => {
      await mustBeDrillable(options);
      const prepared = await (fault === 'throttle'
        ? throttle(control)
        : throwSwitch(control, fault, options));
      tell(
        `${control.name} in ${control.region} ${SAYS[fault]} for a moment (if this is killed: ${prepared.ifKilled})`,
      );
      let mayBeApplied = true;
      try {
        try {
          await prepared.apply();
        } catch (error) {
          if (error instanceof RefusedError) mayBeApplied = await prepared.isApplied();
          throw error;
        }
        const seen = await answerThat(options, (answer) => shows(answer, fault));
        if (seen === undefined) throw new NotCheckedError(`${control.name} does not show its fault`);
        return await work(seen);
      } finally {
        if (mayBeApplied) await undo(prepared, options);
      }
    },
  };
}

const SAYS: Readonly<Record<Fault, string>> = { hang: 'hangs', crash: 'crashes', throttle: 'is throttled' };

/**
 * Tries again where an undo fails: its answer was lost, or it was refused because an older copy of the configuration was read.
 * @throws CommandError if it is not certain that the function is as before
 */
async function undo(prepared: PreparedFault, options: FaultsOptions): Promise<void> {
  const { name } = options.control;
  const failed = await lookUntil(
    () =>
      prepared.undo().then(
        () => undefined,
        (error: unknown) => error as Error,
      ),
    (error) => error === undefined,
    { ...LOOKS, pause: options.pause },
  );
  if (failed !== undefined)
    throw new CommandError(
      `${name}: the fault could not be undone (${describeProblem(failed)}): ${prepared.ifKilled}`,
    );
  const own = await answerThat({ ...options, ask: options.askToTheEnd }, isOwn).catch((error: unknown) => {
    if (!(error instanceof NotCheckedError || error instanceof DiffersError)) throw error;
    throw new CommandError(
      `${name} is as it was before its fault, but whether it answers as it did could not be seen (${error.message}): look at its log.`,
    );
  });
  if (own === undefined)
    throw new CommandError(
      `${name} is as it was before its fault, and yet does not answer as it did: look at its log.`,
    );
}

async function mustBeDrillable({ settings, mustBeServed }: FaultsOptions): Promise<void> {
  if (!(await settings()).drillable)
    throw new NotCheckedError('the stacks are not drillable (a setting: for drills, not for production)');
  await mustBeServed();
}

/** The first answer that satisfies `isIt`; undefined: none in time. */
async function answerThat(
  { ask, fallbackDirectUrl: url, pause }: Pick<FaultsOptions, 'ask' | 'fallbackDirectUrl' | 'pause'>,
  isIt: (answer: Answered) => boolean,
): Promise<Answered | undefined> {
  const answer = await lookUntil(() => ask({ method: 'POST', url, body: '{}' }), isIt, { ...LOOKS, pause });
  return isIt(answer) ? answer : undefined;
}

/** The function's own refusal of an unsigned request: it runs without a fault. */
const isOwn = (answer: Answered): boolean => codeOf(answer) === 'authorization-missing';

/** Whether the answer shows the fault. A slow cold start also ends in `integration-timeout`, which proves only a hang. */
const shows = (answer: Answered, fault: Fault): boolean =>
  !isOwn(answer) && (fault === 'hang' || codeOf(answer) !== 'integration-timeout');
