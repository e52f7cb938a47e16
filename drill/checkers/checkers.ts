import type { Checker } from './checker.ts';
import { callbacksAreJudgedAsExpected } from './callbacks-are-judged-as-expected.ts';
import { callerEndsAsPromised } from './caller-ends-as-promised.ts';
import { callerHearsWhatIsMeant } from './caller-hears-what-is-meant.ts';
import { everyEventIsJournaledOnce } from './every-event-is-journaled-once.ts';
import { everyServedNccoWasValid } from './every-served-ncco-was-valid.ts';
import { fallbackSawOriginalRequest } from './fallback-saw-original-request.ts';
import { genuineCallbacksAreAccepted } from './genuine-callbacks-are-accepted.ts';
import { noCallIsALoop } from './no-call-is-a-loop.ts';
import { nobodyRecoversWhatWasNotLost } from './nobody-recovers-what-was-not-lost.ts';
import { nobodyWaitsLongerThanTheLimit } from './nobody-waits-longer-than-the-limit.ts';
import { rungsAreClimbedInOrder } from './rungs-are-climbed-in-order.ts';
import { secretStoreIsSpared } from './secret-store-is-spared.ts';
import { strangersAreKeptOut } from './strangers-are-kept-out.ts';
import { tiersWereExercised } from './tiers-were-exercised.ts';
import { whatWillNotHealIsAskedOnce } from './what-will-not-heal-is-asked-once.ts';

export const CHECKERS: readonly Checker[] = [
  noCallIsALoop,
  callerHearsWhatIsMeant,
  callerEndsAsPromised,
  rungsAreClimbedInOrder,
  nobodyRecoversWhatWasNotLost,
  nobodyWaitsLongerThanTheLimit,
  everyServedNccoWasValid,
  whatWillNotHealIsAskedOnce,
  fallbackSawOriginalRequest,
  everyEventIsJournaledOnce,
  callbacksAreJudgedAsExpected,
  strangersAreKeptOut,
  genuineCallbacksAreAccepted,
  secretStoreIsSpared,
  tiersWereExercised,
];
