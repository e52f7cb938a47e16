import { environmentAgain } from '../../../contracts/settings/environment-name.ts';
import { table } from '../../kit/table.ts';
import type { Role } from '../../stacks/assembly.ts';
import type { FoundStack } from '../../stacks/cloud.ts';
import { conditionOf } from '../../stacks/cloud.ts';
import type { Stop } from './deploy-stacks.ts';
import type { StackOutcome } from './outcome.ts';
import { npmRun } from '../../kit/npm-run.ts';

export interface Stopped {
  readonly stop: Stop;
  readonly outcomes: readonly StackOutcome[];
  /** Stacks that were up before the run. */
  readonly before: ReadonlySet<Role>;
  /** The stack where it stopped, as it is now; undefined: there is none, or no answer. */
  readonly now: FoundStack | undefined;
}

/** What is deployed where, what callers hear now, and how to go back. Pure. */
export const afterStop = (stopped: Stopped): readonly string[] => [
  `Stopped at ${stopped.stop.stack.role} (${stopped.stop.stack.region}), ${stopped.stop.at}: ${stopped.stop.problem}`,
  '',
  'What is deployed where:',
  ...table(
    stopped.outcomes.map((outcome) => [
      `  ${outcome.stack.role}`,
      outcome.stack.name,
      whatIsThere(outcome, stopped),
    ]),
  ),
  '',
  'What callers hear now:',
  ...whatCallersHear(stopped).map((line) => `  ${line}`),
  '',
  'What to do:',
  '  Forward: fix the problem, then run the same command again. Stacks that are up and unchanged stay as they are.',
  stopped.before.size === 0
    ? `  Back: ${npmRun('destroy')} takes down what is there.`
    : `  Back: check out the commit that was deployed before, then ${npmRun('deploy')}.`,
];

function whatIsThere({ stack, state }: StackOutcome, { stop, before, now }: Stopped): string {
  switch (state) {
    case 'untouched':
      return before.has(stack.role) ? 'as before' : 'none yet';
    case 'probed':
      return 'new, probed';
    case 'deployed':
      return `new, but failed at: ${stop.at}`;
    case 'deploying':
      return whereItStopped(now, before.has(stack.role));
  }
}

function whereItStopped(now: FoundStack | undefined, wasThere: boolean): string {
  const status = now?.status;
  switch (conditionOf(now)) {
    case 'none':
      return 'none yet';
    case 'creation-failed':
      return `none: its creation failed and was rolled back (${String(status)})`;
    case 'import-failed':
      return `none: the takeover of its buckets was rolled back (${String(status)}); the same command says how to fix it`;
    case 'busy':
      return `still changing (${String(status)}): CloudFormation goes on by itself`;
    case 'stuck':
      return `stuck (${String(status)}): the same command says how to fix it`;
    case 'up':
      return wasThere ? `as before (${String(status)})` : `begun (${String(status)})`;
  }
}

function whatCallersHear({ stop, outcomes, before }: Stopped): readonly string[] {
  const of = (role: Role): StackOutcome | undefined => outcomes.find(({ stack }) => stack.role === role);
  const primary = of('primary');
  const secondary = of('secondary');
  if (!before.has('primary') && !before.has('secondary'))
    return ['Nothing from these stacks: no Vonage application names them before npm run link.'];
  const asLinked = 'If the Vonage application is linked as the stacks are deployed:';
  const isUp = (outcome: StackOutcome | undefined): boolean =>
    outcome?.state === 'deployed' || outcome?.state === 'probed';
  if (stop.stack.role === 'static')
    return [
      'As before: no serving region was touched.',
      ...(isUp(of('static')) ? ['When both regions fail, the new static NCCO, which failed its probe.'] : []),
    ];
  if (stop.stack.role === 'secondary' && primary?.state !== 'probed')
    return [
      asLinked,
      'the primary answers, in the version before.',
      isUp(secondary)
        ? "When it fails, the secondary's new version, which failed its probe; and where that fails, the static NCCO."
        : 'When it fails, the secondary as it stands above; and where that fails, the static NCCO.',
    ];
  if (primary?.state === 'deployed')
    return [
      asLinked,
      `the primary's new version, which failed its probe; where it fails, the secondary${secondary?.state === 'probed' ? ', new and probed' : ''}.`,
      ...(secondary === undefined
        ? []
        : [
            `To keep callers from it: ${['npm run link -- apply --primary', secondary.stack.region, ...environmentAgain()].join(' ')}`,
          ]),
    ];
  if (primary?.state === 'probed')
    return [asLinked, 'the new version, in both regions. The step that failed is named above.'];
  return [asLinked, 'the primary as it stands above; where it fails, the secondary, new and probed.'];
}
