import type { WallClock } from '../../contracts/clock.ts';
import { callJsonService, errorTypeOf } from './call-json-service.ts';
import type { ServiceAccess } from './environment.ts';

/** A parameter's text; undefined if no parameter has that name. Rejects when the store is unreachable or refuses. */
export type LoadParameter = (signal: AbortSignal) => Promise<string | undefined>;

/** GetParameter of Systems Manager, as a plain signed request. */
export const createLoadParameter =
  (name: string, access: ServiceAccess, clock: WallClock): LoadParameter =>
  async (signal) => {
    const operation = { service: 'ssm', target: 'AmazonSSM.GetParameter', input: { Name: name } };
    const { status, text } = await callJsonService(operation, access, clock, signal);
    if (status === 200) return valueOf(text);
    const type = errorTypeOf(text);
    // Some services prefix an error's name with a namespace.
    if (/(?:^|#)ParameterNotFound$/.test(type)) return undefined;
    throw new Error(`Systems Manager answered ${String(status)}: ${type}.`);
  };

function valueOf(text: string): string {
  const { Parameter } = JSON.parse(text) as { readonly Parameter?: { readonly Value?: unknown } };
  if (typeof Parameter?.Value === 'string') return Parameter.Value;
  throw new Error('Systems Manager answered with no Parameter.Value.');
}
