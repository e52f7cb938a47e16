import type { DeployedResource, Presence } from '../deployed-resource.ts';
import type { AwsRequest } from './aws-request.ts';
import { LOOK_UPS } from './look-ups.ts';

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
