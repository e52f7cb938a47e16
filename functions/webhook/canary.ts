import type { Call } from '../../contracts/call.ts';
import type { CallFlow } from '../define-flow.ts';
import type { CallState } from '../flow/call-state.ts';
import { flowNamed, type NamedFlows } from '../flow/named-flows.ts';
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

/** The call flows of a call: those of functions/call-flow.ts, or its number's of functions/call-flows.ts. */
export interface Flows {
  readonly callFlow: CallFlow;
  /** Undefined: the file exports none. */
  readonly candidate: CallFlow | undefined;
  /** Those of functions/call-flows.ts. */
  readonly named?: NamedFlows | undefined;
  /** Of a number with a flow of its own: all flows, for a state of another one. */
  readonly all?: Flows;
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
export const sealsState = (flows: Flows): boolean => each(flows).some(needsSecrets);

/** A number's own flow in place of the common one, where it has one; it has no candidate. */
export function flowsOfNumber(flows: Flows, { called, note }: Pick<Webhook, 'called' | 'note'>): Flows {
  const callFlow = flowNamed(called?.flow, flows.named);
  if (callFlow === undefined) return flows;
  note({ flow: callFlow.name });
  return { callFlow, candidate: undefined, all: flows };
}

/** What the flows declare of their own. */
export const ownOf = (flows: Flows): readonly Own[] => each(flows).flatMap(({ own }) => own ?? []);

const each = ({ callFlow, candidate, named = {} }: Flows): readonly CallFlow[] => [
  callFlow,
  ...(candidate === undefined ? [] : [candidate]),
  ...Object.values(named),
];

/** The call flow that a call begins with. Our own checks are no calls: they begin with `callFlow`. */
export async function flowOfCall(
  call: Call,
  callFlow: CallFlow,
  canary: Canary | undefined,
  { isSynthetic, note }: Webhook,
): Promise<CallFlow> {
  if (canary === undefined || isSynthetic || callFlow.name !== undefined) return callFlow;
  const isCandidate = takesCandidate(call, await canary.port.current());
  note({ flow: isCandidate ? 'candidate' : 'callFlow' });
  return isCandidate ? canary.candidate : callFlow;
}

/**
 * The call flow that a call goes on with: whatever the switch and the settings say meanwhile, the one that its state is of. Undefined
 * for a named one that no longer exists.
 */
export function flowOfState(
  { flowName: name, version }: Pick<CallState, 'flowName' | 'version'>,
  flows: Flows,
  { note }: Pick<Webhook, 'note'>,
): CallFlow | undefined {
  const all = flows.all ?? flows;
  if (name !== undefined) {
    note({ flow: name });
    return flowNamed(name, all.named);
  }
  const { callFlow, candidate } = all;
  if (candidate === undefined) {
    if (flows.all !== undefined) note({ flow: 'callFlow' });
    return callFlow;
  }
  const isCandidate = version === candidate.version;
  note({ flow: isCandidate ? 'candidate' : 'callFlow' });
  return isCandidate ? candidate : callFlow;
}
