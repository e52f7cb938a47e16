import { resourcesOf } from '../../stacks/assembly.ts';
import type { AssemblyStack } from '../../stacks/assembly.ts';
import type { Concurrency, RequestRate } from '../../stacks/cloud.ts';
import type { Check } from './check.ts';
import { settingsInTemplate } from './settings-in-template.ts';

/** Of each caller who is dropped: `disconnected`, `completed` of the leg, and the refusal of a new one. */
const EVENTS_A_DROP = 3;
/** Of each of them, in a region that was quiet: a cold start, and the work. */
const EVENT_SECONDS = 0.5;
/** Beside the drop: calls of three minutes begin and end, with eight requests of 0.1 s each. */
const EXECUTIONS_A_CALL = (8 * 0.1) / 180;
/** Lambda starts so many environments of one function in ten seconds (Lambda, "Lambda function scaling"). */
const STARTS_A_FUNCTION = 1000;

interface Needed {
  /** Executions at once of all functions, and of the one that answers the events of the legs. */
  readonly executions: number;
  readonly ofLadder: number;
  /** Requests in the second of the drop. */
  readonly requests: number;
}

/** What a region must take when all callers of the peak are dropped in the same second. */
export function neededFor(peakCalls: number): Needed {
  const ofLadder = Math.ceil(peakCalls * EVENTS_A_DROP * EVENT_SECONDS);
  return {
    ofLadder,
    executions: ofLadder + Math.ceil(peakCalls * EXECUTIONS_A_CALL),
    requests: peakCalls * EVENTS_A_DROP,
  };
}

/** The formula, for people. */
const FORMULA = `${String(EVENTS_A_DROP)} events a dropped caller, ${String(EVENT_SECONDS)} s each`;

/** Whether the region takes the peak, with everybody dropped at once. Either one may have to: the other may be down. */
export function checkPeakCalls(
  stack: AssemblyStack,
  peakCalls: number,
  { unreserved }: Concurrency,
  rate: RequestRate,
): Check {
  const { region } = stack;
  const needed = neededFor(peakCalls);
  const reserved = reservedOf(stack);
  const executions = reserved ?? unreserved;
  const wanted = reserved === undefined ? needed.executions : needed.ofLadder;
  const problems = [
    ...(wanted > executions
      ? [
          reserved === undefined
            ? `ask for ${String(wanted)} or more (Service Quotas, Lambda, "Concurrent executions", ${region})`
            : `raise functions.reservedConcurrency to ${String(wanted)} or set it to null`,
        ]
      : []),
    ...(needed.ofLadder > STARTS_A_FUNCTION
      ? [
          `Lambda starts ${String(STARTS_A_FUNCTION)} environments of a function in 10 s at most, whatever the quota is: no more than ${String(Math.floor(STARTS_A_FUNCTION / (EVENTS_A_DROP * EVENT_SECONDS)))} calls can be dropped at once`,
        ]
      : []),
    ...(needed.requests > Math.min(rate.burst, rate.perSecond)
      ? [
          `ask for ${String(needed.requests)} requests a second, burst included (Service Quotas, API Gateway, "Throttle rate" and "Throttle burst rate", ${region})`,
        ]
      : []),
  ];
  const check = {
    where: region,
    about: 'peak calls',
    found: `vonage.peakCalls ${String(peakCalls)}, all dropped at once (${FORMULA}): expected ${String(wanted)} executions and ${String(needed.requests)} requests a second at least; found ${String(executions)} ${reserved === undefined ? 'unreserved' : 'reserved for each function'} and ${String(rate.perSecond)}, in a burst ${String(rate.burst)}`,
  } as const;
  if (problems.length === 0) return { state: 'ok', ...check };
  return {
    state: 'failed',
    ...check,
    whatToDo: `${problems.join('; ')}. Or lower vonage.peakCalls in settings.ts.`,
  };
}

/** The peak in the settings of the stack's functions; null: none is declared. */
export const declaredPeak = (stack: AssemblyStack, account: string): number | null =>
  settingsInTemplate(stack, account).outbound?.peakCalls ?? null;

/** The smallest reservation of a function; undefined where nothing is reserved. */
function reservedOf({ template }: AssemblyStack): number | undefined {
  const reserved = resourcesOf(template, 'AWS::Lambda::Function').flatMap(([, { Properties }]) => {
    const found = Properties?.['ReservedConcurrentExecutions'];
    return typeof found === 'number' ? [found] : [];
  });
  return reserved.length === 0 ? undefined : Math.min(...reserved);
}
