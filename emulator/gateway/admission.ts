import type { IncomingHttpHeaders } from 'node:http';
import type { AssumedGateway } from '../assumed.ts';
import type { ApiKeyModel, ApiModel } from '../deployment.ts';
import type { GatewayFault } from './gateway-responses.ts';
import { findMethod, type MatchedMethod } from './match-path.ts';
import { policyJudge, type PolicyVerdict } from './resource-policy.ts';

export interface Asked {
  readonly httpMethod: string;
  /** After the stage. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The address that it comes from. */
  readonly sender: string;
}

export type Admission =
  | ({ readonly kind: 'admitted'; readonly apiKey: ApiKeyModel | undefined } & MatchedMethod)
  | {
      readonly kind: 'refused';
      readonly fault: GatewayFault;
      /** The message to the client, where it is not always the same. */
      readonly message?: string;
      /** For people: the property that keeps the sender from a method, and why. */
      readonly because?: { readonly setting: string; readonly text: string };
    };

/**
 * Who gets as far as a function. First the resource policy, then the method, then its API key. That the policy comes
 * before everything else is assumed; that authorization comes before the key is documented (API Gateway Developer Guide,
 * "How resource policies affect authorization workflow", "Usage plans and API keys").
 */
export function gatekeeper(api: ApiModel, assumed: () => AssumedGateway): (asked: Asked) => Admission {
  const judge = api.policy === undefined ? undefined : policyJudge(api.policy);
  return ({ httpMethod, path, headers, sender }) => {
    const call = `${api.stage}/${httpMethod}${path}`;
    const { obeysPolicy, asksForKeys, refusedPaths } = assumed();
    if (refusedPaths.includes(path)) return denied(api, call, 'explicit-deny');
    const verdict = (obeysPolicy ? judge?.(call, sender) : undefined) ?? 'allowed';
    const found = findMethod(api.methods, httpMethod, path);
    if (verdict !== 'allowed')
      return { ...denied(api, call, verdict), ...(found && { because: byPolicy(call, sender, verdict) }) };
    if (found === undefined) return { kind: 'refused', fault: 'MISSING_AUTHENTICATION_TOKEN' };
    if (!found.method.apiKeyRequired || !asksForKeys)
      return { kind: 'admitted', ...found, apiKey: undefined };
    const given = headers['x-api-key'];
    const apiKey = api.apiKeys.find(({ value }) => value === given);
    if (apiKey !== undefined) return { kind: 'admitted', ...found, apiKey };
    const what = given === undefined ? 'without an API key' : 'with a wrong API key';
    return {
      kind: 'refused',
      fault: 'INVALID_API_KEY',
      because: { setting: 'ApiKeyRequired', text: `${httpMethod} ${path} was asked ${what} from ${sender}.` },
    };
  };
}

type Denial = Exclude<PolicyVerdict, 'allowed'>;

function denied(api: ApiModel, call: string, denial: Denial) {
  // AWS hides all of the account's number but its end.
  const arn = api.arn.replace(/:\d{8}(\d{4}):/, ':********$1:');
  const how = denial === 'explicit-deny' ? ' with an explicit deny' : '';
  return {
    kind: 'refused',
    fault: 'ACCESS_DENIED',
    message: `User: anonymous is not authorized to perform: execute-api:Invoke on resource: ${arn}/${call}${how}`,
  } as const;
}

function byPolicy(call: string, sender: string, denial: Denial) {
  const why = denial === 'explicit-deny' ? 'a statement denies it' : 'no statement allows it';
  return { setting: 'Policy', text: `${call} was refused to ${sender}: ${why}.` };
}

/** The part of the path after the stage, or undefined where it names another stage. */
export function pathInStage(path: string, stage: string): string | undefined {
  const prefix = `/${stage}`;
  if (path === prefix) return '/';
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : undefined;
}
