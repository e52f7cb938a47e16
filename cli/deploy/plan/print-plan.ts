import { printChecks } from '../checks/check.ts';
import { printable } from '../../kit/printable.ts';
import { table } from '../../kit/table.ts';
import type { Plan, StackPlan } from './describe-plan.ts';

const WHAT: Readonly<Record<StackPlan['role'], string>> = {
  static: 'serves the NCCO that callers hear when both regions fail',
  secondary: 'answers when the primary fails',
  primary: 'answers every call',
};

/** The plan for people. Pure. */
export const printPlan = ({ deployment, stacks, settings, checks, checksLeft }: Plan): readonly string[] => [
  `${deployment}: three stacks, one after the other. Each is read back and probed before the next one is deployed.`,
  ...stacks.flatMap((stack, index) => ['', ...printStack(stack, index + 1)]),
  '',
  'Settings (settings.ts)',
  ...table(settings).map((line) => `  ${line}`),
  '',
  'Checked by the synthesis: settings, bundles, static NCCOs, independence of the stacks.',
  ...printChecks(checks),
  `Not checked without an account: ${checksLeft.join('; ')}.`,
  `Once for each account: npx cdk bootstrap ${stacks.map(({ region }) => `aws://ACCOUNT/${region}`).join(' ')}`,
  'The URLs are known once the stacks are deployed.',
];

const printStack = (
  { role, name, region, functions, holds, then }: StackPlan,
  number: number,
): readonly string[] => [
  `${String(number)}. ${role}  ${name} (${region}): ${WHAT[role]}`,
  '   functions',
  ...table(
    functions.map(({ name: of, memoryMb, timeoutSeconds, reserved, provisioned }) => [
      of,
      `${String(memoryMb)} MB`,
      `${String(timeoutSeconds)} s`,
      [
        reserved === undefined ? '' : `${String(reserved)} at once at most`,
        provisioned === 0 ? '' : `${String(provisioned)} kept warm`,
      ]
        .filter((each) => each !== '')
        .join(', '),
    ]),
  ).map((line) => `     ${line}`),
  ...table(holds.map(({ what, details }) => [what, details])).map((line) => `   ${line}`),
  `   then  ${printable(then.join('; '))}`,
];
