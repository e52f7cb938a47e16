import type { APIGatewayProxyResult } from 'aws-lambda';
import type { FunctionSettings } from '../../contracts/function-settings.ts';
import { describeError } from '../describe-error.ts';
import type { FlowRun } from '../ladder/flow-run.ts';
import { LeadsNowhereError, NoSecretError } from '../flow/lead-on.ts';
import { lastResort } from '../ladder/last-resort.ts';
import { respondCode, respondJson } from './respond.ts';
import type { Webhook } from './route.ts';
import { checkNcco, errorsOf, type NccoProblem } from '../../ncco/check-ncco.ts';
import type { Ncco } from '../../ncco/ncco.ts';

/** `last-resort` replaces a slow flow where no other tier follows; `move-on` makes Vonage ask the next tier. */
export type WhenTooSlow = 'move-on' | 'last-resort';

/** Responds with the last resort, which does not depend on the call flow. */
export const respondLastResort = (settings: FunctionSettings): APIGatewayProxyResult =>
  respondJson(JSON.stringify(lastResort(settings)));

/**
 * Runs a call flow or a rung and responds with its NCCO, if that is valid and in time. An exception or an invalid NCCO
 * would occur in the other region too, so the last resort replaces it here.
 */
export async function serveFlow(
  { whenEmpty, flow, finish, instead }: FlowRun,
  whenTooSlow: WhenTooSlow,
  { route, context: { settings }, deadline, note, count }: Webhook,
): Promise<APIGatewayProxyResult> {
  try {
    const started = flow();
    // A synchronous result needs no deadline.
    const result = isPromise(started)
      ? await deadline.race(started)
      : { inTime: true as const, value: started };
    if (!result.inTime) {
      note({ code: 'call-flow-too-slow' });
      count({ name: 'DeadlineCut', dimensions: { route } });
      return whenTooSlow === 'move-on'
        ? respondCode(502, 'call-flow-too-slow')
        : respondInstead(instead, settings);
    }
    const ncco = finish(result.value);
    // No NCCO, and no mistake.
    if (whenEmpty !== undefined && isEmpty(ncco)) return respondJson(whenEmpty);
    const served = serveNcco(ncco);
    if (served.ok) return respondJson(served.body);
    note({ code: 'call-flow-invalid-ncco', problems: served.problems });
    count({ name: 'NccoReplaced', dimensions: { why: 'invalid' } });
  } catch (error) {
    if (error instanceof NoSecretError && whenTooSlow === 'move-on') {
      note({ code: 'secrets-unavailable', error: error.message });
      return respondCode(502, 'secrets-unavailable');
    }
    if (error instanceof LeadsNowhereError) {
      note({ code: 'call-flow-invalid-ncco', problems: error.problems });
      count({ name: 'NccoReplaced', dimensions: { why: 'invalid' } });
      return respondInstead(instead, settings);
    }
    note({ code: 'call-flow-threw', error: describeError(error) });
    count({ name: 'NccoReplaced', dimensions: { why: 'threw' } });
  }
  return respondInstead(instead, settings);
}

/** What the run has in place of its own NCCO, or the last resort if that is no better. */
function respondInstead(instead: () => Ncco, settings: FunctionSettings): APIGatewayProxyResult {
  try {
    const served = serveNcco(instead());
    if (served.ok) return respondJson(served.body);
  } catch {
    // The failure that led here is reported already.
  }
  return respondLastResort(settings);
}

const isEmpty = (ncco: unknown): boolean => Array.isArray(ncco) && ncco.length === 0;

const isPromise = (value: Ncco | Promise<Ncco>): value is Promise<Ncco> => value instanceof Promise;

type Served =
  | { readonly ok: true; readonly body: string }
  | { readonly ok: false; readonly problems: readonly NccoProblem[] };

/** The response text, if the value is a valid NCCO that is not empty. Accepts any value and never throws. */
export function serveNcco(value: unknown): Served {
  const problems = checkNcco(value);
  return errorsOf(problems).length === 0
    ? { ok: true, body: JSON.stringify(value) }
    : { ok: false, problems };
}
