import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';

/** Outputs of a deployed stack, key → value. Rejects where it is not there, or its region is away. */
export type StackOutputs = (region: string, stack: string) => Promise<Readonly<Record<string, string>>>;

/** As CloudFormation knows them. */
export const stackOutputs: StackOutputs = async (region, stack) => {
  const client = new CloudFormationClient({
    region,
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  });
  const { Stacks: [found] = [] } = await client.send(new DescribeStacksCommand({ StackName: stack }));
  return Object.fromEntries(
    (found?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
  );
};
