import type { FunctionSettings } from '../../../functions/core/settings.ts';
import { CommandError } from '../../command-error.ts';
import { describeProblem } from '../../describe-problem.ts';
import type { Answered, Ask } from '../ask.ts';
import { codeOf } from '../code-of.ts';
import type { FunctionControl } from '../aws/function-control.ts';
import { NotCheckedError } from '../finding.ts';
import type { Fault, Faults } from './faults.ts';
import { throwSwitch } from './switch-faults.ts';
import type { Waiting } from './switch-faults.ts';
import { howToUnthrottle, throttle } from './throttle.ts';

export interface FaultsOptions extends Waiting {
  readonly control: FunctionControl;
  /** The output names an alias: it serves a version, whose variables cannot be changed. */
  readonly isAlias: boolean;
  readonly settings: () => Promise<FunctionSettings>;
  readonly ask: Ask;
  /** `/fallback` of the API itself. */
  readonly fallbackDirectUrl: string;
  /** @throws NotCheckedError where nobody is served at that URL */
  readonly mustBeServed: () => Promise<void>;
  /** For people, at once. */
  readonly tell: (line: string) => void;
}

/** What spreads over AWS takes some seconds. */
const MOST_LOOKS = 60;
const EVERY_MS = 500;

/** Faults of one function, as its drillable deployment lets whoever may change it cause them. */
export function createFaults(options: FaultsOptions): Faults {
  const { control, tell } = options;
  return {
    during: async (fault, work) => {
      await mustBeDrillable(options);
      tell(`${control.name} in ${control.region}: ${SAYS[fault]} ${undoneBy(fault, control)}`);
      const undo = await (fault === 'throttle' ? throttle(control) : throwSwitch(control, fault, options));
      try {
        const seen = await answerThat(options, (answer) => !isOwn(answer));
        if (seen === undefined) throw new NotCheckedError(`${control.name} does not show its fault`);
        return await work(seen);
      } finally {
        await undo().catch((error: unknown) => {
          throw new CommandError(
            `${control.name}: the fault could not be undone (${describeProblem(error)}). ${undoneBy(fault, control)}`,
          );
        });
        if ((await answerThat(options, isOwn)) === undefined)
          throw new CommandError(
            `${control.name} is as it was before its fault, and yet does not answer as it did: look at its log.`,
          );
      }
    },
  };
}

const SAYS: Readonly<Record<Fault, string>> = {
  hang: 'hangs for a moment.',
  crash: 'crashes for a moment.',
  throttle: 'is throttled for a moment.',
};

/** Should this process be killed. */
const undoneBy = (fault: Fault, control: FunctionControl): string =>
  fault === 'throttle'
    ? `By hand: ${howToUnthrottle(control)}`
    : 'At the latest in 3 minutes it ends by itself.';

async function mustBeDrillable({ settings, isAlias, mustBeServed }: FaultsOptions): Promise<void> {
  if (!(await settings()).drillable)
    throw new NotCheckedError('the stacks are not drillable (a setting: for drills, not for production)');
  if (isAlias)
    throw new NotCheckedError(
      'with provisioned concurrency a version is served, whose variables stay as they are',
    );
  await mustBeServed();
}

/** The first answer that is it; undefined: none in time. */
async function answerThat(
  { ask, fallbackDirectUrl: url, pause }: FaultsOptions,
  isIt: (answer: Answered) => boolean,
): Promise<Answered | undefined> {
  for (let looks = 1; looks <= MOST_LOOKS; looks += 1) {
    const answer = await ask({ method: 'POST', url, body: '{}' });
    if (isIt(answer)) return answer;
    await pause(EVERY_MS);
  }
  return undefined;
}

/** The function's own refusal of what nobody has signed. */
const isOwn = (answer: Answered): boolean => codeOf(answer) === 'authorization-missing';
