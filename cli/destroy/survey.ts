import { stackName } from '../../contracts/settings/physical-names.ts';
import type { Settings } from '../../contracts/settings/settings-schema.ts';
import { awsProblem } from '../kit/aws-problem.ts';
import type { AwsProblem } from '../kit/aws-problem.ts';
import type { Role } from '../stacks/assembly.ts';
import type { Cloud, FoundStack, StackResource } from '../stacks/cloud.ts';
import { conditionOf } from '../stacks/cloud.ts';

/** What a region says before anything is deleted. */
export type Surveyed = {
  readonly role: Role;
  readonly name: string;
  readonly region: string;
} &
  /** It could not be asked. */
  (
    | { readonly unavailable: AwsProblem }
    | {
        readonly account: string;
        /** Undefined: it is gone, or never was. */
        readonly stack: FoundStack | undefined;
        readonly resources: readonly StackResource[];
      }
  );

/** Callers first: what answers them goes before what catches them. */
const ORDER: readonly Role[] = ['primary', 'secondary', 'static'];

/** Asks every region for its stack. Never rejects: of one that could not be asked it says why. */
export const survey = (settings: Settings, cloud: Cloud): Promise<readonly Surveyed[]> =>
  Promise.all(
    ORDER.map(async (role): Promise<Surveyed> => {
      const region = settings.regions[role];
      const name = stackName(settings, role);
      const where = { role, name, region };
      try {
        const { account } = await cloud.identity(region);
        const found = await cloud.stack(region, name);
        const stack = found?.status === 'DELETE_COMPLETE' ? undefined : found;
        const resources = stack === undefined ? [] : await cloud.resources(region, name);
        return { ...where, account, stack, resources };
      } catch (error) {
        return { ...where, unavailable: awsProblem(error, { region, endpoint: cloud.endpoint }) };
      }
    }),
  );

/** Whether somebody changes it right now. */
export const isBusy = (stack: FoundStack): boolean => conditionOf(stack) === 'busy';
