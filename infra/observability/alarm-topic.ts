import { ArnFormat, Aws } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';

/**
 * The topic of this region's alarms. It has no KMS key: CloudWatch cannot use AWS's own key for SNS, a key of ours could be
 * unavailable when an alarm must go out, and an alarm holds names and values of metrics, no caller's data.
 */
export const createAlarmTopic = (stack: Stack, email: string | null): Topic => {
  const topic = new Topic(stack, 'AlarmTopic', {
    topicName: `${stack.stackName}-alarms`,
    enforceSSL: true,
  });
  // This policy replaces SNS's default one, which lets the account's services publish.
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: {
        StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
        ArnLike: {
          'aws:SourceArn': stack.formatArn({
            service: 'cloudwatch',
            resource: 'alarm',
            resourceName: `${stack.stackName}-*`,
            arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          }),
        },
      },
    }),
  );
  if (email !== null) topic.addSubscription(new EmailSubscription(email));
  return topic;
};
