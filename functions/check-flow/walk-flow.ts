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
import { NO_CALL, type Sample, asSent, sampleCall, sampleEvent, samplesOf } from './samples.ts';
import { FIRST_TIME_MS, TIMES_MS, WalkedTime, timeInWords } from './walked-times.ts';

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
 * be served: what it leads to, its size, its form. Where the flow asks for the time, at each hour of a week.
 * @param flow whose form is right
 */
export async function walkFlow(
  flow: CallFlow,
  context: Omit<FlowContext, 'atMs'>,
): Promise<readonly FlowProblem[]> {
  const time = new WalkedTime();
  const timed = time.givenTo(flow);
  const ofRungs = new Findings(flow.steps);
  const ofSteps = new Findings(flow.steps);
  const shared: SharedWalk = {
    reached: new Set(),
    served: new Map(),
    endMs: performance.now() + MOST_MS,
  };
  let isWhole = true;
  const reach: Reach = {
    ...REACHES_NOTHING,
    lookUp: ({ otherwise }) => {
      // What it would find may lead on as well.
      isWhole = false;
      return Promise.resolve(otherwise);
    },
  };
  for (const atMs of TIMES_MS) {
    time.atMs = atMs;
    if (atMs !== FIRST_TIME_MS) ofRungs.when = ofSteps.when = timeInWords(atMs);
    const running: Running = {
      flow: timed,
      context: { ...context, atMs },
      reach,
      secrets: [{ name: 'current', value: SECRET }],
      onTailReplaced: () => undefined,
    };
    await checkRungs(running, ofRungs);
    if (!(await new Walk(running, ofSteps, shared).run())) isWhole = false;
    if (!time.isAsked || performance.now() >= shared.endMs) break;
  }
  const unreached = Object.keys(flow.steps).filter((step) => !shared.reached.has(step));
  return [
    ...ofRungs.problems,
    ...ofSteps.problems,
    // Where anything went wrong on the way, more may lie behind it.
    ...(isWhole && ofSteps.problems.length === 0 ? unreached : []).map((step): FlowProblem => ({
      severity: 'warning',
      where: `step ${JSON.stringify(step)}`,
      expected: 'an action that leads to it',
      found: 'none in a walk through the call flow',
    })),
  ];
}

/** What walks at different times have in common. */
interface SharedWalk {
  readonly reached: Set<string>;
  /** Whether an NCCO would be served, by its text and its state's. */
  readonly served: Map<string, boolean>;
  /** When they end, by the monotonic clock, ms. */
  readonly endMs: number;
}

class Walk {
  readonly #running: Running;
  readonly #findings: Findings;
  readonly #shared: SharedWalk;
  readonly #seen = new Set<string>();
  readonly #states = new Map<string, Set<string>>();
  readonly #visited = new Set<string>();
  #isWhole = true;

  constructor(running: Running, findings: Findings, shared: SharedWalk) {
    this.#running = running;
    this.#findings = findings;
    this.#shared = shared;
  }

  /** @returns whether no place was left out */
  async run(): Promise<boolean> {
    const { flow, context } = this.#running;
    const places: Place[] = [];
    for (const call of [sampleCall(context.settings.callerNumber), NO_CALL])
      places.push(
        ...(await this.#visit('start', 'start', startRun(call, this.#running, context.atMs), flow.state)),
      );
    places.push(...placesOfForward(flow));
    let runs = 0;
    for (let place = places.shift(); place !== undefined; place = places.shift()) {
      if (!this.#isNew(place)) continue;
      if (runs >= MOST_RUNS || performance.now() >= this.#shared.endMs) return false;
      const samples = samplesOf(place.action);
      runs += samples.length;
      for (const sample of samples) places.push(...(await this.#step(place, sample)));
    }
    return this.#isWhole;
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
    this.#shared.reached.add(name);
    const event = sampleEvent(context.settings.callerNumber);
    const before: CallState = {
      version: flow.version,
      steps: [name, ...(flow.knownAs[name] ?? [])],
      state,
      number: 1,
      startedAtS: context.atMs / 1000,
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
    if (this.#visited.has(key)) return [];
    this.#visited.add(key);
    if (whenEmpty !== undefined && Array.isArray(ncco) && ncco.length === 0) return [];
    const { served } = this.#shared;
    const isServed = served.get(key) ?? this.#findings.judge(part, where, ncco, finish);
    served.set(key, isServed);
    // What cannot be served leads nowhere.
    if (!isServed) return [];
    return ncco.filter(leadsOn).map((action) => ({
      step: String(action['next']),
      // As the step gets it, out of an event URL: a Date is text there.
      state: asSent(action['state'] === undefined ? state : action['state']),
      action: withoutNext(action),
    }));
  }
}

/** The step that takes over from an application does so after any action of its. */
const placesOfForward = ({ forward, state }: CallFlow): readonly Place[] => {
  const step = forward?.next;
  if (step === undefined) return [];
  const actions: readonly NccoAction[] = [
    { action: 'input', type: ['dtmf', 'speech'] },
    { action: 'notify', payload: {} },
    { action: 'connect' },
  ];
  return actions.map((action) => ({ step, state, action }));
};

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
