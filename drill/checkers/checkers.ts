import type { Checker } from './checker.ts';
import {
  callbacksAreJudgedAsExpected,
  genuineCallbacksAreAccepted,
  unauthenticatedCallersAreRefused,
} from './callbacks.ts';
import { callerEndsAsPromised, noCallIsALoop } from './call-ends.ts';
import { callerHearsWhatIsMeant } from './caller-hears-what-is-meant.ts';
import { enoughCallersAreReached } from './enough-callers-are-reached.ts';
import { everyEventIsJournaledOnce } from './every-event-is-journaled-once.ts';
import { everyServedNccoWasValid, unretryableFailuresAreRequestedOnce } from './answers.ts';
import { fallbackSawOriginalRequest } from './fallback-saw-original-request.ts';
import { noOtherNumberIsHeard } from './no-other-number-is-heard.ts';
import { recoveriesFollowLosses } from './recoveries-follow-losses.ts';
import { silencesAreWithinLimits } from './silences-are-within-limits.ts';
import { rungsAreClimbedInOrder } from './rungs-are-climbed-in-order.ts';
import { sameEventSameAnswer } from './same-event-same-answer.ts';
import { secretStoreIsSpared } from './secret-store-is-spared.ts';
import { theApplicationGetsItsCallbacks } from './the-application-gets-its-callbacks.ts';
import { theGuardAddsLittle } from './the-guard-adds-little.ts';
import { tiersWereExercised } from './tiers-were-exercised.ts';

export const CHECKERS: readonly Checker[] = [
  noCallIsALoop,
  callerHearsWhatIsMeant,
  noOtherNumberIsHeard,
  callerEndsAsPromised,
  enoughCallersAreReached,
  rungsAreClimbedInOrder,
  recoveriesFollowLosses,
  silencesAreWithinLimits,
  everyServedNccoWasValid,
  unretryableFailuresAreRequestedOnce,
  fallbackSawOriginalRequest,
  everyEventIsJournaledOnce,
  sameEventSameAnswer,
  callbacksAreJudgedAsExpected,
  unauthenticatedCallersAreRefused,
  genuineCallbacksAreAccepted,
  secretStoreIsSpared,
  theApplicationGetsItsCallbacks,
  theGuardAddsLittle,
  tiersWereExercised,
];
