import type { Call } from '../../contracts/call.ts';
import type { CallFlow } from '../define-flow.ts';
import type { Own } from '../own/declare-own.ts';
import { takesCandidate } from '../flow/takes-candidate.ts';
import type { CanaryPort } from '../ports.ts';
import { needsSecrets } from './answer-call.ts';
import type { Webhook } from './route.ts';

/** A second call flow, and which calls begin with it. */
export interface Canary {
  readonly candidate: CallFlow;
  readonly port: CanaryPort;
}

/** The call flows of functions/call-flow.ts. */
export interface Flows {
  readonly callFlow: CallFlow;
  /** Undefined: the file exports none. */
  readonly candidate: CallFlow | undefined;
}

/** @param portOf is asked only where there is a candidate; undefined where the environment is wrong */
export function canaryOf(
  candidate: CallFlow | undefined,
  portOf: () => CanaryPort | undefined,
): Canary | undefined {
  if (candidate === undefined) return undefined;
  const port = portOf();
  return port && { candidate, port };
}

/** Whether anything is ever sealed. */
export const sealsState = ({ callFlow, candidate }: Flows): boolean =>
  needsSecrets(callFlow) || (candidate !== undefined && needsSecrets(candidate));

/** What the flows declare of their own. */
export const ownOf = ({ callFlow, candidate }: Flows): readonly Own[] =>
  [callFlow, candidate].flatMap((flow) => flow?.own ?? []);

/** The call flow that a call begins with. Our own checks are no calls: they begin with `callFlow`. */
export async function flowOfCall(
  call: Call,
  callFlow: CallFlow,
  canary: Canary | undefined,
  { isSynthetic, note }: Webhook,
): Promise<CallFlow> {
  if (canary === undefined || isSynthetic) return callFlow;
  const isCandidate = takesCandidate(call, await canary.port.current());
  note({ flow: isCandidate ? 'candidate' : 'callFlow' });
  return isCandidate ? canary.candidate : callFlow;
}

/** The call flow that a call goes on with: whatever the switch says meanwhile, the one that its state is of. */
export function flowOfState(
  version: number,
  { callFlow, candidate }: Flows,
  { note }: Pick<Webhook, 'note'>,
): CallFlow {
  if (candidate === undefined) return callFlow;
  const isCandidate = version === candidate.version;
  note({ flow: isCandidate ? 'candidate' : 'callFlow' });
  return isCandidate ? candidate : callFlow;
}
