import { npmRun } from '../../kit/npm-run.ts';
import { printable } from '../../kit/printable.ts';
import { table } from '../../kit/table.ts';
import type { StackOutcome } from './outcome.ts';

export interface Ended {
  readonly outcomes: readonly StackOutcome[];
  readonly endpoint: string | undefined;
  /** Regions that were left as they are. */
  readonly without: readonly string[];
  /** Serving regions whose outputs are not known here: never deployed, or by another machine. */
  readonly missing: readonly string[];
  readonly outputs: string;
  readonly withoutSecret: boolean;
}

/** Whether all of it is there and proven. */
export const isWhole = ({ outcomes, without }: Ended): boolean =>
  without.length === 0 && outcomes.every(({ missing, unproven }) => missing.length + unproven.length === 0);

/** What is deployed, what is not, and what comes next. Pure. */
export function atTheEnd(ended: Ended): readonly string[] {
  const { outcomes, endpoint, without, missing, outputs } = ended;
  return [
    isWhole(ended) ? 'Deployed and probed:' : 'Partly deployed:',
    ...table(
      outcomes.map(({ stack, found }) => [
        `  ${stack.role}`,
        stack.name,
        `${String(found)} of ${String(Object.keys(stack.template.Resources).length)} resources found`,
      ]),
    ),
    ...outcomes.flatMap(({ stack, missing, notLookedUp, unproven }) => [
      ...list(`${stack.role}: skipped by ${endpoint ?? 'AWS'} (reported as created, but not found)`, missing),
      ...list(`${stack.role}: not looked up`, notLookedUp),
      ...list(`${stack.role}: not proven`, unproven),
    ]),
    ...(without.length === 0
      ? []
      : [
          '',
          `Skipped: ${without.join(', ')}. Once it answers again, run the same command without --without.`,
        ]),
    '',
    `Outputs: ${outputs}`,
    'Next:',
    ...(ended.withoutSecret
      ? [next('the signature secret, into both regions', 'rotate stage', '--apply')]
      : []),
    ...(missing.length === 0
      ? [next('shows how the Vonage application would be configured; then apply, then verify', 'link plan')]
      : [
          next(
            `without --without, once ${missing.join(' and ')} can be deployed: link needs both serving regions`,
            'deploy',
          ),
          next(
            `instead, if ${missing.join(' and ')} was deployed before: adds its outputs to the file`,
            'outputs',
          ),
        ]),
  ];
}

/** A command as it is typed, and what it does; the texts stand below each other. */
const next = (what: string, command: string, ...flags: readonly string[]): string =>
  `  ${npmRun(command, ...flags).padEnd(34)} ${what}`;

const list = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0
    ? []
    : [`${title}:`, ...lines.map((line) => `  ${printable(line.replace(/\s+/g, ' '))}`)];
