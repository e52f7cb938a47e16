import type { OwnNeeds } from './own-needs.ts';

/** What is known of a call flow without running a call. */
export interface FlowShape {
  readonly version: number;
  /** Each step, and what other versions call it. */
  readonly steps: Readonly<Record<string, readonly string[]>>;
}

/** The call flow, and the one that a share of calls takes (`candidate`), where there is one. */
export interface FlowShapes {
  readonly callFlow: FlowShape;
  readonly candidate: FlowShape | undefined;
  /** Those of functions/call-flows.ts by name; absent where there is none. */
  readonly named?: Readonly<Record<string, FlowShape>>;
  /** What all declare of their own; undefined: nothing that a function must be allowed. */
  readonly own?: OwnNeeds;
}

/** Whether an event may come to a step. */
export const haveSteps = ({
  callFlow,
  candidate,
  named = {},
}: {
  readonly callFlow: HasSteps;
  readonly candidate: HasSteps | undefined;
  readonly named?: Readonly<Record<string, HasSteps>> | undefined;
}): boolean =>
  [callFlow, candidate, ...Object.values(named)].some((flow) => Object.keys(flow?.steps ?? {}).length > 0);

interface HasSteps {
  readonly steps: object;
}

/** Under this name the metadata of a serving region's template hold its FlowShapes. */
export const CALL_FLOWS = 'CallFlows';

/** A mistake in a call flow, or what looks like one. */
export interface FlowProblem {
  /** `warning`: it may be meant so, or may work elsewhere: it is said, and nothing is refused. */
  readonly severity: 'error' | 'warning';
  /** `step "menu" after key 7, at $[1].next`; empty for the call flow as a whole. */
  readonly where: string;
  readonly expected: string;
  readonly found: string;
  /** How to fix it, where that is more than to change what was found. */
  readonly fix?: string;
}

/** What functions/check-flow finds in the call flow that is bundled with it. */
export interface FlowReport {
  /** Undefined where the file has another form. */
  readonly shapes: FlowShapes | undefined;
  readonly problems: readonly FlowProblem[];
}
