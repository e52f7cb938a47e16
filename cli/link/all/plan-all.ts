import { calledNumbers } from '../../../contracts/settings/called-numbers.ts';
import { ownSettings } from '../../../contracts/settings/own-settings.ts';
import { CommandError } from '../../kit/command-error.ts';
import { ApiError } from '../api/api-error.ts';
import type { ApplicationsApi } from '../api/applications-api.ts';
import type { JsonObject } from '../json/lossless-json.ts';
import { numberSubject } from '../guard/number/number-subject.ts';
import { planNumber } from '../guard/number/plan-number.ts';
import { mustBeForwardable } from '../guard/plan/on-apply.ts';
import { planFor } from '../plan/make-plan.ts';
import type { NamedPlan } from '../plan/make-plan.ts';
import { linkCommand, targetAgain } from '../plan/target.ts';
import type { Target, TargetFlags } from '../plan/target.ts';
import { applicationSubject } from '../write/subject.ts';
import type { Subject } from '../write/subject.ts';

/** An application or a number of the settings, and its plan. */
export interface Part<P> {
  readonly subject: Subject;
  /** Its own id; of a number the application that it belongs to. */
  readonly applicationId: string;
  /** The command that makes this one as planned, and no other. */
  readonly alone: string;
  /** What is in the way of a plan, where there is none. */
  readonly planned: P | CommandError;
}

/** Flags that each single command would be given too. */
export type SharedFlags = Omit<TargetFlags, 'application'>;

interface Planning<P> {
  readonly flags: SharedFlags;
  readonly signal: AbortSignal;
  /** Reads one, and plans it. @throws CommandError */
  readonly planOne: (subject: Subject, planOf: (value: JsonObject) => NamedPlan) => Promise<P>;
}

/**
 * Plans each application of the settings, then each number: one that cannot be planned does not hide the others.
 * @throws ApiError where the API does not accept the credentials, so that none can be read
 */
export async function planAll<P extends { readonly plan: NamedPlan }>(
  api: ApplicationsApi,
  targets: readonly Target[],
  { flags, signal, planOne }: Planning<P>,
): Promise<readonly Part<P>[]> {
  const attempt = async (subject: Subject, planOf: (value: JsonObject) => NamedPlan) => {
    try {
      return await planOne(subject, planOf);
    } catch (error) {
      const isNamed = error instanceof CommandError && !isOfCredentials(error);
      if (signal.aborted || !isNamed) throw error;
      return error;
    }
  };
  const applications: Part<P>[] = [];
  for (const target of targets) {
    const { applicationId } = target;
    const subject = applicationSubject(api, applicationId);
    const planned = await attempt(subject, (application) =>
      mustBeForwardable(planFor(application, api, target), target.flows),
    );
    const alone = linkCommand('apply', { ...flags, application: applicationId });
    applications.push({ subject, applicationId, alone, planned });
  }
  const numbers: Part<P>[] = [];
  for (const { number, applicationId } of calledNumbers(ownSettings())) {
    const subject = numberSubject(api, number);
    const application = applications.find((each) => each.applicationId === applicationId)?.planned;
    const planned =
      application === undefined || application instanceof CommandError
        ? new CommandError(`Expected its application ${applicationId} to have a plan, found none: see there.`)
        : await attempt(subject, (value) =>
            planNumber(value, { applicationId, name: application.plan.name }, api.host),
          );
    numbers.push({ subject, applicationId, alone: moveCommand(number, applicationId, flags), planned });
  }
  return [...applications, ...numbers];
}

/** Moves one number, as it is typed. */
export const moveCommand = (number: string, applicationId: string, flags: Partial<SharedFlags>): string => {
  const { outputs, credentials } = flags;
  const again = targetAgain({ ...(outputs === undefined ? {} : { outputs }), credentials });
  return [`npm run guard -- number ${number} --to ${applicationId}`, ...again].join(' ');
};

const isOfCredentials = (error: CommandError): boolean =>
  error instanceof ApiError && (error.status === 401 || error.status === 403);
