import { callFlows } from './call-flows.ts';
import { named } from './flow/named-flows.ts';

/** The user's further call flows. */
export const namedFlows = named(callFlows);
