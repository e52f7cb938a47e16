import { Effect, PolicyDocument, PolicyStatement, StarPrincipal } from 'aws-cdk-lib/aws-iam';
import { SettingsError } from '../../contracts/settings/settings-error.ts';

/** Path and method of a route, `GET/health`. */
export type RouteMethod = `${string}/${string}`;

/** A resource policy may have so many bytes (API Gateway quotas). */
const POLICY_LIMIT_BYTES = 8192;

/**
 * Who may call what, before a function is billed. It only allows: whatever route, method or stage it does not name is
 * refused to everybody (API Gateway's developer guide, "How resource policies affect authorization workflow").
 * `aws:SourceIp` is the address of the connection, whatever a forwarding header says.
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
      // The short form, which the gateway completes: the API's own id would make a circle.
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
