import type { FlowProblem } from '../../contracts/call-flow-report.ts';
import type { NccoAction } from '../../ncco/ncco.ts';
import type { FlowContext, CallFlow } from '../define-flow.ts';
import { type CallState, idsOf } from '../flow/call-state.ts';
import { leadsOn } from '../flow/lead-on.ts';
import { REACHES_NOTHING, type Reach } from '../own/reach.ts';
import { type Running, startRun, stepRun } from '../flow/runs.ts';
import type { FlowRun } from '../ladder/flow-run.ts';
import { checkRungs } from './check-rungs.ts';
import { Findings } from './findings.ts';
import { NO_CALL, NOW_MS, type Sample, asSent, sampleCall, sampleEvent, samplesOf } from './samples.ts';

/** A flow that counts without an end has endless states: so many runs of steps are enough to have seen what they lead to. */
const MOST_RUNS = 3000;
/** Steps that compute for long: the walk ends before infra/call-flow takes it for one that never ends. */
const MOST_MS = 4000;
/** Different states of one step from which it is asked what follows. */
const MOST_STATES_A_STEP = 25;
/** As long as a real one. */
const SECRET = 'a'.repeat(64);

/** A place in a call from which a step may be asked. */
interface Place {
  readonly step: string;
  readonly state: unknown;
  readonly action: NccoAction;
}

/**
 * Runs the start and every step with samples of everything that can happen, as far as it comes, and judges each NCCO as it would
 * be served: what it leads to, its size, its form.
 * @param flow whose form is right
 */
export async function walkFlow(flow: CallFlow, context: FlowContext): Promise<readonly FlowProblem[]> {
  let looksUp = false;
  const reach: Reach = {
    ...REACHES_NOTHING,
    lookUp: ({ otherwise }) => {
      looksUp = true;
      return Promise.resolve(otherwise);
    },
  };
  const running: Running = {
    flow,
    context,
    reach,
    secrets: [{ name: 'current', value: SECRET }],
    onTailReplaced: () => undefined,
  };
  const ofRungs = new Findings(flow.steps);
  await checkRungs(running, ofRungs);
  const ofSteps = new Findings(flow.steps);
  const { reached, isWhole } = await new Walk(running, ofSteps).run();
  const unreached = Object.keys(flow.steps).filter((step) => !reached.has(step));
  return [
    ...ofRungs.problems,
    ...ofSteps.problems,
    // Where anything went wrong on the way, more may lie behind it; and behind what a look-up finds.
    ...(isWhole && !looksUp && ofSteps.problems.length === 0 ? unreached : []).map((step): FlowProblem => ({
      severity: 'warning',
      where: `step ${JSON.stringify(step)}`,
      expected: 'an action that leads to it',
      found: 'none in a walk through the call flow',
    })),
  ];
}

class Walk {
  readonly #running: Running;
  readonly #findings: Findings;
  readonly #reached = new Set<string>();
  readonly #seen = new Set<string>();
  readonly #states = new Map<string, Set<string>>();
  readonly #judged = new Set<string>();
  #isWhole = true;

  constructor(running: Running, findings: Findings) {
    this.#running = running;
    this.#findings = findings;
  }

  /** @returns the steps that were reached; `isWhole`: no place was left out */
  async run(): Promise<{ readonly reached: ReadonlySet<string>; readonly isWhole: boolean }> {
    const { flow, context } = this.#running;
    const places: Place[] = [];
    for (const call of [sampleCall(context.settings.callerNumber), NO_CALL])
      places.push(
        ...(await this.#visit('start', 'start', startRun(call, this.#running, NOW_MS), flow.state)),
      );
    let runs = 0;
    const endMs = performance.now() + MOST_MS;
    for (let place = places.shift(); place !== undefined; place = places.shift()) {
      if (!this.#isNew(place)) continue;
      if (runs >= MOST_RUNS || performance.now() >= endMs) return { reached: this.#reached, isWhole: false };
      const samples = samplesOf(place.action);
      runs += samples.length;
      for (const sample of samples) places.push(...(await this.#step(place, sample)));
    }
    return { reached: this.#reached, isWhole: this.#isWhole };
  }

  #isNew({ step, state, action }: Place): boolean {
    const states = this.#states.get(step) ?? new Set<string>();
    this.#states.set(step, states);
    const stateText = textOf(state);
    const key = [step, stateText, textOf(action)].join('\n');
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    states.add(stateText);
    if (states.size <= MOST_STATES_A_STEP) return true;
    this.#isWhole = false;
    return false;
  }

  async #step(
    { step: name, state, action }: Place,
    { happened, name: after }: Sample,
  ): Promise<readonly Place[]> {
    const { flow, context } = this.#running;
    const step = flow.steps[name];
    if (step === undefined) return [];
    this.#reached.add(name);
    const event = sampleEvent(context.settings.callerNumber);
    const before: CallState = {
      version: flow.version,
      steps: [name, ...(flow.knownAs[name] ?? [])],
      state,
      number: 1,
      startedAtS: NOW_MS / 1000,
      ids: idsOf(event),
      question: action.action === 'input' ? [action] : undefined,
    };
    const run = stepRun(event, { kind: 'step', name, step, state, happened }, before, this.#running);
    const inState = state === null ? '' : `, state ${shown(state)}`;
    return this.#visit(name, `step ${JSON.stringify(name)} after ${after}${inState}`, run, state);
  }

  /** Runs it, and judges what it returns. @returns where that leads */
  async #visit(
    part: string,
    where: string,
    { whenEmpty, flow, finish }: FlowRun,
    state: unknown,
  ): Promise<readonly Place[]> {
    const returned = await this.#findings.returned(part, where, flow);
    if (returned === undefined) return [];
    const { ncco } = returned;
    const key = textOf([state, ncco]);
    if (this.#judged.has(key)) return [];
    this.#judged.add(key);
    const isLeftAsItIs = whenEmpty !== undefined && Array.isArray(ncco) && ncco.length === 0;
    // What cannot be served leads nowhere.
    if (isLeftAsItIs || !this.#findings.judge(part, where, ncco, finish)) return [];
    return ncco.filter(leadsOn).map((action) => ({
      step: String(action['next']),
      // As the step gets it, out of an event URL: a Date is text there.
      state: asSent(action['state'] === undefined ? state : action['state']),
      action: withoutNext(action),
    }));
  }
}

const withoutNext = (action: NccoAction): NccoAction =>
  Object.fromEntries(
    Object.entries(action).filter(([option]) => option !== 'next' && option !== 'state'),
  ) as NccoAction;

const LONGEST = 60;
const shown = (state: unknown): string => {
  const text = textOf(state);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
};

const textOf = (value: unknown): string => {
  try {
    return JSON.stringify(value) ?? 'none';
  } catch {
    return 'no JSON';
  }
};
