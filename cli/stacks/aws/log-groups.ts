import { json } from '../look-ups/aws-request.ts';
import type { AwsRequest } from '../look-ups/aws-request.ts';
import type { AwsAnswer } from '../look-ups/look-up-resource.ts';

type Ask = (request: AwsRequest) => Promise<AwsAnswer>;

const logs = (operation: string, body: object): AwsRequest =>
  json('logs', `Logs_20140328.${operation}`, body);

const checked = async (answer: Promise<AwsAnswer>): Promise<string> => {
  const { status, text } = await answer;
  if (status === 200) return text;
  throw new Error(`CloudWatch Logs answered ${String(status)}: ${text.slice(0, 200)}`);
};

/** Names that begin with the prefix. */
export async function logGroups(ask: Ask, prefix: string): Promise<readonly string[]> {
  const names: string[] = [];
  let next: string | undefined;
  do {
    const body = { logGroupNamePrefix: prefix, ...(next === undefined ? {} : { nextToken: next }) };
    const page = JSON.parse(await checked(ask(logs('DescribeLogGroups', body)))) as {
      readonly logGroups?: readonly { readonly logGroupName: string }[];
      readonly nextToken?: string;
    };
    names.push(...(page.logGroups ?? []).map(({ logGroupName }) => logGroupName));
    next = page.nextToken;
  } while (next !== undefined);
  return names;
}

export async function deleteLogGroup(ask: Ask, logGroupName: string): Promise<void> {
  await checked(ask(logs('DeleteLogGroup', { logGroupName })));
}
