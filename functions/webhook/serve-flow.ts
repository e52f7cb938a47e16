import type { APIGatewayProxyResult } from 'aws-lambda';
import type { FunctionSettings } from '../../contracts/settings.ts';
import { describeError } from '../describe-error.ts';
import type { FlowRun } from '../ladder/flow-run.ts';
import { lastResort } from '../ladder/last-resort.ts';
import { respondCode, respondJson } from './respond.ts';
import type { Webhook } from './route.ts';
import { checkServable, errorsOf, type NccoProblem } from '../../ncco/check-ncco.ts';
import type { Ncco } from '../../ncco/ncco.ts';

/** Where nobody comes after, a slow flow is replaced; elsewhere the platform moves on to somebody who may be faster. */
export type WhenTooSlow = 'move-on' | 'last-resort';

/** The NCCO that nothing can go wrong with. */
export const respondLastResort = (settings: FunctionSettings): APIGatewayProxyResult =>
  respondJson(JSON.stringify(lastResort(settings)));

/**
 * Runs a call flow or a rung and answers with what it says, if that comes in time and is a valid NCCO.
 * An exception or an invalid NCCO would happen again anywhere else: it is replaced in place.
 */
export async function serveFlow(
  { flow, finish }: FlowRun,
  whenTooSlow: WhenTooSlow,
  { route, context: { settings }, deadline, note, count }: Webhook,
): Promise<APIGatewayProxyResult> {
  try {
    const started = flow();
    // What is there already needs no deadline.
    const result = isPromise(started)
      ? await deadline.race(started)
      : { inTime: true as const, value: started };
    if (!result.inTime) {
      note({ code: 'call-flow-too-slow' });
      count({ name: 'DeadlineCut', dimensions: { route } });
      return whenTooSlow === 'move-on' ? respondCode(502, 'call-flow-too-slow') : respondLastResort(settings);
    }
    const served = serveNcco(finish(result.value));
    if (served.ok) return respondJson(served.body);
    note({ code: 'call-flow-invalid-ncco', problems: served.problems });
    count({ name: 'NccoReplaced', dimensions: { why: 'invalid' } });
  } catch (error) {
    note({ code: 'call-flow-threw', error: describeError(error) });
    count({ name: 'NccoReplaced', dimensions: { why: 'threw' } });
  }
  return respondLastResort(settings);
}

const isPromise = (value: Ncco | Promise<Ncco>): value is Promise<Ncco> => value instanceof Promise;

type Served =
  | { readonly ok: true; readonly body: string }
  | { readonly ok: false; readonly problems: readonly NccoProblem[] };

/** The text that leaves a handler, if it is a valid NCCO that says something. Takes any value and never throws. */
export function serveNcco(value: unknown): Served {
  const problems = checkServable(value);
  return errorsOf(problems).length === 0
    ? { ok: true, body: JSON.stringify(value) }
    : { ok: false, problems };
}
