import type { DeployedResource, Presence } from '../assembly.ts';
import type { AwsRequest } from './aws-request.ts';
import { API_GATEWAY_LOOK_UPS } from './api-gateway.ts';
import { LAMBDA_LOOK_UPS } from './lambda.ts';
import type { LookUp } from './look-up.ts';
import { OTHER_LOOK_UPS } from './other-services.ts';

export interface AwsAnswer {
  readonly status: number;
  readonly text: string;
}

/** The words with which the services say that there is no such thing: `ResourceNotFoundException`, `NoSuchEntity`, … */
const NOT_THERE = /NotFound|NoSuch|NonExistent|does not exist/i;

/** Asks the resource's own service for it. @throws whatever `ask` throws */
export async function lookUpResource(
  resource: DeployedResource,
  ask: (request: AwsRequest) => Promise<AwsAnswer>,
): Promise<Presence> {
  const lookUp = LOOK_UPS[resource.type];
  if (lookUp === undefined) return { state: 'not-looked-up', why: 'this command knows no way to' };
  const question = lookUp(resource);
  if (question === undefined) return { state: 'not-looked-up', why: 'the template does not say where it is' };
  const { status, text } = await ask(question.request);
  if (status >= 200 && status < 300)
    return question.holds?.(text) === false ? { state: 'missing' } : { state: 'there' };
  // HEAD has no words.
  if (status === 404 || NOT_THERE.test(text)) return { state: 'missing' };
  return { state: 'not-looked-up', why: `${question.request.service} answered ${String(status)}` };
}

/** How a resource of each type is asked for, at its own service: CloudFormation's word is not enough. */
export const LOOK_UPS: Readonly<Record<string, LookUp>> = {
  ...LAMBDA_LOOK_UPS,
  ...API_GATEWAY_LOOK_UPS,
  ...OTHER_LOOK_UPS,
};
