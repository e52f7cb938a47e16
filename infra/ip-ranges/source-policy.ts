import { Effect, PolicyDocument, PolicyStatement, StarPrincipal } from 'aws-cdk-lib/aws-iam';
import { SettingsError } from '../../contracts/settings/settings-error.ts';

/** Method and path of a route, with `*` for a path parameter: `GET/health`, `POST/event/*`. */
export type RouteMethod = `${string}/${string}`;

/** Maximum size of a resource policy (API Gateway quotas). */
const POLICY_LIMIT_BYTES = 8192;

/**
 * The API's resource policy, which the gateway applies before a function is billed. It only allows: a route, method or
 * stage that it does not name is refused for every address (API Gateway's developer guide, "How resource policies affect
 * authorization workflow"). `aws:SourceIp` is the address of the connection; forwarding headers do not change it.
 * @throws SettingsError for more ranges than a policy takes
 */
export function sourcePolicy({
  stage,
  ranges,
  inside,
  open,
}: {
  readonly stage: string;
  readonly ranges: readonly string[];
  /** For addresses in the ranges only. */
  readonly inside: readonly RouteMethod[];
  /** For every address. */
  readonly open: readonly RouteMethod[];
}): PolicyDocument {
  const allow = (methods: readonly RouteMethod[], conditions = {}): PolicyStatement =>
    new PolicyStatement({
      effect: Effect.ALLOW,
      principals: [new StarPrincipal()],
      actions: ['execute-api:Invoke'],
      // The short form, which the gateway completes: the API's own id would be a circular reference.
      resources: methods.map((method) => `execute-api:/${stage}/${method}`),
      conditions,
    });
  const policy = new PolicyDocument({
    statements: [allow(inside, { IpAddress: { 'aws:SourceIp': ranges } }), allow(open)],
  });
  refuseIfTooLong(JSON.stringify(policy.toJSON()));
  return policy;
}

function refuseIfTooLong(text: string): void {
  const bytes = Buffer.byteLength(text);
  if (bytes <= POLICY_LIMIT_BYTES) return;
  throw new SettingsError('the ranges', [
    {
      path: 'contracts/ip-ranges/vonage-ip-ranges.json, source.operatorRanges',
      expected: `fewer or larger blocks: at most ${POLICY_LIMIT_BYTES} bytes of resource policy`,
      found: `${bytes} bytes`,
    },
  ]);
}
