import type { CallFlow } from '../define-flow.ts';

/** The flows of functions/call-flows.ts by their names. */
export type NamedFlows = Readonly<Record<string, CallFlow>>;

/** Each flow with its name, which the states of its calls carry. */
export const named = (flows: NamedFlows): NamedFlows =>
  Object.fromEntries(Object.entries(flows).map(([name, flow]) => [name, { ...flow, name }]));

/** Undefined for no name, and for one that is not there. */
export const flowNamed = (name: string | undefined, flows: NamedFlows = {}): CallFlow | undefined =>
  name !== undefined && Object.hasOwn(flows, name) ? flows[name] : undefined;
