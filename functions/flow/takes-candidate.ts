import type { Call } from '../../contracts/call.ts';
import type { CanarySwitch } from '../../contracts/canary-switch.ts';
import { placeIn } from '../ladder/spread.ts';
import { idsOf } from './call-state.ts';

/**
 * Whether a call begins with the candidate. Pure: the same call and switch give the same answer in every region, and a call
 * in a smaller share is in every larger one.
 */
export const takesCandidate = (call: Call, { share, numbers }: CanarySwitch): boolean =>
  [call.from, call.to].some((each) => each !== undefined && numbers.includes(keyOf(each))) ||
  isInShare(idsOf(call).conversation, share);

const keyOf = (number: string): string => number.trim().replace(/^\+/, '').toLowerCase();

const isInShare = (conversation: string, share: number): boolean =>
  conversation !== '' && placeIn(`canary ${conversation}`) < share;
