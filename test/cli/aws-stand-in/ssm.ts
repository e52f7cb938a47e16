import { json } from './account.ts';
import type { AwsReply, AwsRequestSeen, RegionHeld } from './account.ts';

/** Parameters. */
export function ssm({ target, body }: AwsRequestSeen, { parameters }: RegionHeld): AwsReply | undefined {
  const { Name = '', Value = '' } = JSON.parse(body) as { Name?: string; Value?: string };
  const absent = json({ __type: 'ParameterNotFound', message: '' }, 400);
  switch (target) {
    case 'AmazonSSM.GetParameter':
      return parameters.has(Name)
        ? json({ Parameter: { Name, Type: 'String', Value: parameters.get(Name), Version: 1 } })
        : absent;
    case 'AmazonSSM.PutParameter':
      parameters.set(Name, Value);
      return json({ Version: 1 });
    case 'AmazonSSM.DeleteParameter':
      return parameters.delete(Name) ? json({}) : absent;
    default:
      return undefined;
  }
}
