import type { WebhookJson, VoiceCapability } from '../../contracts/voice-capability.ts';
import type { Deployment, FunctionModel, MethodModel, RegionModel } from '../../emulator/deployment.ts';
import type { ApplicationVoice } from '../../simulator/simulator.ts';
import type { Blueprint } from '../world/world.ts';
import { plainHandler } from './plain-application.ts';

export type SetUpName = 'bare' | 'article' | 'this';

/** One of the three that are compared. */
export interface SetUp {
  readonly name: SetUpName;
  /** For people. */
  readonly says: string;
}

export const SET_UPS: readonly SetUp[] = [
  { name: 'bare', says: 'one region, no fallback URL, the default timeouts of Vonage and AWS' },
  {
    name: 'article',
    says: 'the same, and a static NCCO in S3 (behind CloudFront) as its fallback URL: Vonage’s article on availability',
  },
  { name: 'this', says: 'this project, as it is deployed' },
];

/** What a set-up's worlds are made from, once for all of them: every function is warm in all of them. */
export function blueprintOf(name: SetUpName, blueprint: Blueprint): Blueprint {
  const warm = { ...blueprint, coldStartMs: { least: 0, more: 0 } };
  if (name === 'this') return warm;
  const { deployment } = blueprint;
  const staticUrl = deployment.static.outputs['StaticFallbackUrl'] ?? '';
  return {
    ...warm,
    deployment: plainDeployment(deployment),
    application: (linked) => applicationOf(name, linked, staticUrl),
    handlerOf: (_name, variables) => plainHandler(variables),
  };
}

/** What the Vonage application of a set-up holds. @param staticUrl of the static NCCO, at the static tier's own distribution */
export function applicationOf(name: SetUpName, linked: VoiceCapability, staticUrl: string): ApplicationVoice {
  if (name === 'this') return linked;
  const { answer_url, event_url } = linked.webhooks;
  return {
    webhooks: {
      answer_url: withDefaults(answer_url),
      event_url: withDefaults(event_url),
      ...(name === 'article' && { fallback_answer_url: { address: staticUrl, http_method: 'GET' } }),
    },
    signed_callbacks: true,
  };
}

/** Vonage takes its default timeouts. */
const withDefaults = ({ address, http_method }: WebhookJson) => ({ address, http_method });

/** Lambda's, where a function names none (https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html). */
export const LAMBDA_TIMEOUT_MS = 3000;
/** API Gateway's (https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html). */
const INTEGRATION_TIMEOUT_MS = 29_000;
/** Of the two functions that a plain application has. */
const PATHS: readonly string[] = ['/answer', '/event'];

/**
 * The primary region with AWS's defaults: its API's answers, and the timeouts of what Vonage asks of a plain application.
 * @param codeDirectory what these functions run, where they run as processes; default: as deployed
 */
export function plainDeployment(deployment: Deployment, codeDirectory?: string): Deployment {
  const { primary } = deployment;
  const { api, functions } = primary;
  const isAsked = ({ path }: MethodModel): boolean => PATHS.includes(path);
  const ids = api.methods.filter(isAsked).map(({ functionId }) => functionId);
  const plain = (id: string, model: FunctionModel): FunctionModel =>
    ids.includes(id)
      ? {
          ...model,
          timeoutMs: LAMBDA_TIMEOUT_MS,
          provisionedConcurrency: 0,
          ...(codeDirectory !== undefined && { codeDirectory }),
        }
      : model;
  const integrationTimeoutMs = { value: INTEGRATION_TIMEOUT_MS, isDefault: true };
  const region: RegionModel = {
    ...primary,
    api: {
      ...api,
      gatewayResponses: [],
      methods: api.methods.map((method) => (isAsked(method) ? { ...method, integrationTimeoutMs } : method)),
    },
    functions: Object.fromEntries(Object.entries(functions).map(([id, model]) => [id, plain(id, model)])),
  };
  return { ...deployment, primary: region };
}
