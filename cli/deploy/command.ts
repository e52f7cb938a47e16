import { define } from '../kit/command.ts';
import { openCloud } from '../stacks/aws/open-cloud.ts';
import { DEPLOY_FLAGS } from './deploy-flags.ts';
import { runDeploy } from './run-deploy.ts';

export const deploy = define({
  name: 'deploy',
  about: `Deploys the three stacks: the static tier, then the secondary region, then the primary; never two at once. First everything
is checked that can be checked before anything is written; then each stack is read back and probed before the next one is
touched. What fails a probe stops the rest, and it is said what is deployed where and how to go back. The same command again
goes on where it stopped. No Vonage application is changed: npm run link.`,
  flags: DEPLOY_FLAGS,
  notes: `AWS credentials and profile are found as every AWS tool finds them. AWS_ENDPOINT_URL names an AWS-compatible endpoint instead
of AWS; what it says is created and is not there is told by name.`,
  exits: {
    0: 'deployed and probed',
    1: 'refused or stopped',
    2: 'deployed in part (a region was left out, or the endpoint lacks something)',
  },
  run: (options, io) => runDeploy(options, { io, stdin: process.stdin, openCloud }),
});
