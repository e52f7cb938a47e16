import { parentPort, workerData } from 'node:worker_threads';
import { readBlueprint } from './blueprint.ts';
import { playCalls } from './play-calls.ts';

/** What a worker plays: every `workers`-th call, from its own number on. */
export interface WorkerOrder {
  readonly assembly: string;
  /** Of all calls; undefined: each has its own. */
  readonly profile: string | undefined;
  readonly seed: number;
  readonly calls: number;
  readonly worker: number;
  readonly workers: number;
}

// Each request makes errors that are read as texts only, and a stack costs more than they do. `--call` plays without workers, with stacks.
Error.stackTraceLimit = 0;

const REPORTS_EACH = 20;

const { assembly, profile, seed, calls, worker, workers } = workerData as WorkerOrder;
let played = 0;
const result = await playCalls(await readBlueprint(assembly), { seed, profile }, numbers(), () => {
  played += 1;
  if (played % REPORTS_EACH === 0) parentPort?.postMessage({ done: REPORTS_EACH });
});
parentPort?.postMessage({ result });

function* numbers(): Generator<number> {
  for (let call = worker; call < calls; call += workers) yield call;
}
