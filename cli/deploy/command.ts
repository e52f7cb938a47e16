import { DEPLOYED_FLOWS } from '#own/files.ts';
import { define } from '../kit/command.ts';
import { openCloud } from '../stacks/aws/open-cloud.ts';
import { DEPLOY_FLAGS } from './deploy-flags.ts';
import { runDeploy } from './run-deploy.ts';

export const deploy = define({
  name: 'deploy',
  about: `Deploys the three stacks one after the other: the static tier, the secondary region, the primary region. Before it writes
anything, it checks the settings, the account and the regions. It reads back and probes each stack before it deploys the
next one. When a probe fails, it stops and says what is deployed where and how to go back; run the same command again to
continue. It does not change the Vonage application: npm run link does.`,
  flags: DEPLOY_FLAGS,
  notes: `AWS credentials and profile are found as every AWS tool finds them. AWS_ENDPOINT_URL names an AWS-compatible endpoint instead
of AWS; resources that the endpoint reports as created but does not have are listed by name.`,
  exits: {
    0: 'deployed and probed',
    1: 'refused or stopped',
    2: 'deployed in part (a region was skipped, or the endpoint lacks a resource)',
  },
  run: (options, io) =>
    runDeploy(options, { io, stdin: process.stdin, openCloud, deployedFlows: DEPLOYED_FLOWS }),
});
