import type { OutputsFile } from '../../../contracts/outputs.ts';
import { startAws } from '../../cli/aws-stand-in/start-aws.ts';
import type { AwsStandIn } from '../../cli/aws-stand-in/start-aws.ts';

/** An account in which the stacks of an outputs file are deployed, each in its region. */
export async function accountWith(outputs: OutputsFile): Promise<AwsStandIn> {
  const aws = await startAws({ skips: [], unavailable: new Set(), invoke: () => undefined });
  for (const [name, values = {}] of Object.entries(outputs)) {
    const region = values['Region'] ?? name.split('-static-')[1] ?? '';
    aws.region(region).stacks.set(name, {
      id: `arn:aws:cloudformation:${region}:111122223333:stack/${name}/1`,
      name,
      status: 'CREATE_COMPLETE',
      template: { Resources: {} },
      templateText: '{}',
      physicalIds: new Map(),
      outputs: values,
    });
  }
  return aws;
}
