import type { CallFlow, Step } from '../define-flow.ts';
import type { CallState } from './call-state.ts';

/** Where a call goes from a state that was read. */
export type NextOfFlow =
  | { readonly kind: 'step'; readonly name: string; readonly step: Step; readonly state: unknown }
  /** The call has taken all its steps, or all its time. */
  | { readonly kind: 'person'; readonly why: 'too-many-steps' | 'too-long' }
  /** The state is of a version that this one cannot read. */
  | { readonly kind: 'lost'; readonly code: 'step-unknown' | 'state-not-understood' };

/** How many steps and minutes a call may take. */
export interface FlowLimits {
  readonly mostSteps: number;
  readonly mostMinutes: number;
}

/**
 * The step that answers. Pure: the same event and state give the same answer in every region. Each state's number is larger
 * than the one before, so that a call takes at most `mostSteps` steps.
 * @param atMs when the event happened, ms since 1970
 */
export function nextOfFlow(
  flow: CallFlow,
  { version, steps, state, number, startedAtS }: CallState,
  { mostSteps, mostMinutes }: FlowLimits,
  atMs: number,
): NextOfFlow {
  if (isOverSteps(number, mostSteps)) return { kind: 'person', why: 'too-many-steps' };
  if (isOverTime(atMs / 1000 - startedAtS, mostMinutes)) return { kind: 'person', why: 'too-long' };
  const name = stepNamed(flow, steps);
  const step = name === undefined ? undefined : flow.steps[name];
  if (name === undefined || step === undefined) return { kind: 'lost', code: 'step-unknown' };
  if (version === flow.version || flow.readState === undefined) return { kind: 'step', name, step, state };
  try {
    return { kind: 'step', name, step, state: flow.readState(state, version) };
  } catch {
    return { kind: 'lost', code: 'state-not-understood' };
  }
}

// Separate named functions, because drill/callbacks/checks disables one at a time.
const isOverSteps = (number: number, mostSteps: number): boolean => number > mostSteps;
const isOverTime = (ageS: number, mostMinutes: number): boolean => ageS > mostMinutes * 60;
const hasStep = (steps: CallFlow['steps'], name: string): boolean => Object.hasOwn(steps, name);

/** The step of one of these names, or one that other versions know by it. */
function stepNamed({ steps, knownAs }: CallFlow, names: readonly string[]): string | undefined {
  return (
    names.find((name) => hasStep(steps, name)) ??
    Object.keys(steps).find((own) => knownAs[own]?.some((other) => names.includes(other)))
  );
}
