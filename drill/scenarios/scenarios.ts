import { botHangsUpOnPurposeScenario } from './bot-hangs-up-on-purpose.ts';
import { bothJournalBucketsAwayScenario } from './both-journal-buckets-away.ts';
import { bothRegionsAcceptAndHangScenario } from './both-regions-accept-and-hang.ts';
import { bothRegionsBlackHoleScenario } from './both-regions-black-hole.ts';
import { bothRegionsRefuseScenario } from './both-regions-refuse.ts';
import { callFlowReturnsInvalidNccoScenario } from './call-flow-returns-invalid-ncco.ts';
import { callFlowThrowsScenario } from './call-flow-throws.ts';
import { callFlowTooSlowScenario } from './call-flow-too-slow.ts';
import { eventsTwiceAndOutOfOrderScenario } from './events-twice-and-out-of-order.ts';
import { failoverColdScenario } from './failover-cold.ts';
import { fallbackDirectScenario } from './fallback-direct.ts';
import { fallbackThrottledScenario } from './fallback-throttled.ts';
import { forgedCallbacksScenario } from './forged-callbacks.ts';
import { functionCrashesScenario } from './function-crashes.ts';
import { functionHangsScenario } from './function-hangs.ts';
import { functionThrottledScenario } from './function-throttled.ts';
import { healthyColdScenario } from './healthy-cold.ts';
import { healthyScenario } from './healthy.ts';
import { journalBucketAwayScenario } from './journal-bucket-away.ts';
import { personBusyScenario } from './person-busy.ts';
import { personNeverAnswersScenario } from './person-never-answers.ts';
import { primaryAcceptsAndHangsScenario } from './primary-accepts-and-hangs.ts';
import { primaryBlackHoleScenario } from './primary-black-hole.ts';
import { primaryDiesMidCallScenario } from './primary-dies-mid-call.ts';
import { primaryRefusesConnectionsScenario } from './primary-refuses-connections.ts';
import { primarySwappedScenario } from './primary-swapped.ts';
import { secretIsWrongEverywhereScenario } from './secret-is-wrong-everywhere.ts';
import { secretIsWrongInThePrimaryScenario } from './secret-is-wrong-in-the-primary.ts';
import { secretRotatedDuringAFloodScenario } from './secret-rotated-during-a-flood.ts';
import { secretStoreAwayScenario } from './secret-store-away.ts';
import { strangerFloodsScenario } from './stranger-floods.ts';
import { websocketDroppedAndBothRegionsGoneScenario } from './websocket-dropped-and-both-regions-gone.ts';
import { websocketDroppedAndEverythingGoneScenario } from './websocket-dropped-and-everything-gone.ts';
import { websocketDroppedAndPrimaryBlackHoleScenario } from './websocket-dropped-and-primary-black-hole.ts';
import { websocketDroppedAndPrimaryGoneScenario } from './websocket-dropped-and-primary-gone.ts';
import { websocketDroppedAndPrimaryHangsScenario } from './websocket-dropped-and-primary-hangs.ts';
import { websocketDroppedTwiceScenario } from './websocket-dropped-twice.ts';
import { websocketDroppedScenario } from './websocket-dropped.ts';
import { websocketFlapsScenario } from './websocket-flaps.ts';
import { websocketNeverAnswersScenario } from './websocket-never-answers.ts';
import { websocketRefusedScenario } from './websocket-refused.ts';
import type { Scenario } from './scenario.ts';

/**
 * In the order in which the drill runs them. Environments stay warm from one scenario to the next, so those that end
 * environments (another call flow, a cold start, another secret) come last.
 */
export const SCENARIOS: readonly Scenario[] = [
  healthyScenario,
  primaryRefusesConnectionsScenario,
  primaryBlackHoleScenario,
  primarySwappedScenario,
  primaryAcceptsAndHangsScenario,
  functionHangsScenario,
  functionThrottledScenario,
  fallbackThrottledScenario,
  fallbackDirectScenario,
  bothRegionsRefuseScenario,
  bothRegionsBlackHoleScenario,
  bothRegionsAcceptAndHangScenario,
  websocketDroppedScenario,
  websocketDroppedTwiceScenario,
  websocketFlapsScenario,
  websocketRefusedScenario,
  websocketNeverAnswersScenario,
  websocketDroppedAndPrimaryGoneScenario,
  websocketDroppedAndPrimaryBlackHoleScenario,
  websocketDroppedAndPrimaryHangsScenario,
  websocketDroppedAndBothRegionsGoneScenario,
  websocketDroppedAndEverythingGoneScenario,
  primaryDiesMidCallScenario,
  personBusyScenario,
  personNeverAnswersScenario,
  botHangsUpOnPurposeScenario,
  eventsTwiceAndOutOfOrderScenario,
  journalBucketAwayScenario,
  bothJournalBucketsAwayScenario,
  functionCrashesScenario,
  callFlowThrowsScenario,
  callFlowReturnsInvalidNccoScenario,
  callFlowTooSlowScenario,
  healthyColdScenario,
  failoverColdScenario,
  secretIsWrongInThePrimaryScenario,
  secretIsWrongEverywhereScenario,
  secretStoreAwayScenario,
  secretRotatedDuringAFloodScenario,
  forgedCallbacksScenario,
  strangerFloodsScenario,
];

/** What `npm run drill` runs: one of each kind of failure, and what happens to the callers then. */
export const STORY: readonly Scenario[] = [
  healthyScenario,
  primaryRefusesConnectionsScenario,
  primaryBlackHoleScenario,
  functionHangsScenario,
  bothRegionsRefuseScenario,
  websocketDroppedScenario,
  websocketFlapsScenario,
  websocketDroppedAndPrimaryGoneScenario,
  websocketDroppedAndEverythingGoneScenario,
  callFlowThrowsScenario,
  secretIsWrongInThePrimaryScenario,
  forgedCallbacksScenario,
];
