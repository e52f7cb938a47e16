import { json } from './account.ts';
import type { AwsReply, AwsRequestSeen, RegionHeld } from './account.ts';

interface Asked {
  readonly SecretId?: string;
  readonly SecretString?: string;
  readonly ClientRequestToken?: string;
  readonly MoveToVersionId?: string;
}

const refusal = (message: string): AwsReply => json({ __type: 'InvalidRequestException', message }, 400);

/** Secrets and their versions, as far as a rotation and a deletion go. */
export function secretsManager(
  { target, body }: AwsRequestSeen,
  { secrets }: RegionHeld,
): AwsReply | undefined {
  const asked = JSON.parse(body) as Asked;
  const arn = asked.SecretId ?? '';
  // As it was up to five minutes ago (API_ListSecrets): also what has been deleted since.
  if (target === 'secretsmanager.ListSecrets')
    return json({
      SecretList: [...secrets].map(([ARN, { stack }]) => ({
        ARN,
        Tags: [{ Key: 'aws:cloudformation:stack-name', Value: stack }],
      })),
    });
  const secret = secrets.get(arn);
  if (secret === undefined || secret.isGone === true)
    return json({ __type: 'ResourceNotFoundException' }, 400);
  switch (target) {
    case 'secretsmanager.DescribeSecret':
      return json({ ARN: arn, ...(secret.isDeleted ? { DeletedDate: 1 } : {}) });
    case 'secretsmanager.GetSecretValue':
      return json({
        ARN: arn,
        VersionId: secret.current,
        SecretString: secret.versions.get(secret.current),
        CreatedDate: 1_767_268_800,
      });
    case 'secretsmanager.PutSecretValue':
      secret.versions.set(asked.ClientRequestToken ?? '', asked.SecretString ?? '');
      return json({ ARN: arn, VersionId: asked.ClientRequestToken });
    case 'secretsmanager.UpdateSecretVersionStage':
      secret.current = asked.MoveToVersionId ?? '';
      return json({ ARN: arn });
    case 'secretsmanager.DeleteSecret':
      if (secret.isDeleted) return refusal('already scheduled for deletion');
      if (secret.isReplicated === true) return refusal('replicated to other regions');
      secret.isDeleted = true;
      return json({ ARN: arn });
    default:
      return undefined;
  }
}
