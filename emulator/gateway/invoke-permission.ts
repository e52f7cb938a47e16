import type { ApiModel, MethodModel } from '../deployment.ts';
import { wildcards } from '../wildcards.ts';

/**
 * Whether a permission lets API Gateway invoke the function behind a method for this request.
 * @param path of the request, after the stage
 */
export const mayInvoke = (
  api: ApiModel,
  { httpMethod, permittedSources }: MethodModel,
  path: string,
): boolean => permittedSources.some((source) => isArnLike(source, sourceArn(api, httpMethod, path)));

/** Why it may not, for people; the same for all values of a path parameter. */
export function whyNotInvoked(api: ApiModel, { httpMethod, path, permittedSources }: MethodModel): string {
  const expected = sourceArn(api, httpMethod, path.replace(/\{[^}]+\}/g, '*'));
  return (
    `API Gateway may not invoke the function of ${httpMethod} ${path}, and answers by itself: expected a permission ` +
    `(AWS::Lambda::Permission) whose SourceArn covers ${expected}, found ${permittedSources.join(', ') || 'none'}. ` +
    'Add the method by infra/add-method.ts; a path parameter is * in a SourceArn.'
  );
}

const sourceArn = (api: ApiModel, httpMethod: string, path: string): string =>
  `${api.arn}/${api.stage}/${httpMethod}${path}`;

/** IAM's ArnLike: each of the six parts of an ARN by itself ("IAM JSON policy elements: Condition operators"). */
function isArnLike(pattern: string, arn: string): boolean {
  if (pattern === '*') return true;
  const [patterns, parts] = [partsOf(pattern), partsOf(arn)];
  return (
    patterns.length === parts.length && patterns.every((one, at) => wildcards(one).test(parts[at] ?? ''))
  );
}

function partsOf(arn: string): readonly string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), ...(parts.length > 5 ? [parts.slice(5).join(':')] : [])];
}
