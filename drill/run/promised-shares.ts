import { CALLS_PER_SECOND } from '../../contracts/settings/settings-schema.ts';
import type { OutboundSettings } from '../../contracts/function-settings.ts';
import type { PromisedShare } from '../checkers/checker.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { FlowSays } from './read-flow.ts';
import type { PlannedCall } from './schedule.ts';

/**
 * How many callers of each phase must reach a bot or a person. None are promised where the call flow connects none, or more
 * are dropped than the settings declare (`peakCalls`); fewer at a lower rate than Vonage's own.
 */
export const promisedShares = (
  { phases }: Scenario,
  planned: readonly PlannedCall[],
  { tierSays, rungSays }: FlowSays,
  { callsPerSecond, peakCalls }: OutboundSettings,
): readonly PromisedShare[] =>
  phases.flatMap(({ recovery }, index) => {
    const atLeast = recovery?.atLeast;
    if (atLeast === undefined) return [];
    const calls = planned.filter(({ phase }) => phase === index).map(({ call }) => call);
    const isConnected = [...tierSays.primary, ...rungSays.person].some(({ what }) => what === atLeast.reach);
    if (!isConnected || (peakCalls !== null && peakCalls < calls.length)) return [];
    const pace = Math.min(1, (callsPerSecond ?? Infinity) / CALLS_PER_SECOND);
    return [{ reach: atLeast.reach, share: atLeast.share * pace, calls }];
  });
