import { define } from '../kit/command.ts';
import { READ_BACK_TIMEOUT_FLAG } from '../kit/read-back-flag.ts';
import { OUTPUTS_FLAG } from '../kit/read-outputs.ts';
import { CREDENTIALS_FLAG } from '../link/api/credentials.ts';
import { YES_FLAG } from '../kit/io.ts';
import { openCloud } from '../stacks/aws/open-cloud.ts';
import { runDestroy } from './run-destroy.ts';

export const destroy = define({
  name: 'destroy',
  about: `Deletes the deployment record, the primary region, the secondary region and the static tier, in this order. Also deletes
what CloudFormation leaves: the static bucket and the signature secrets (a secret can be restored for 7 days). The journals
are kept. At the end it looks in the account for leftovers, and lists each with its reason.

Refuses while a Vonage application of the settings names the stacks (npm run link -- unlink removes them), or if it cannot
read the application: it needs VONAGE_API_KEY and VONAGE_API_SECRET.`,
  flags: {
    yes: YES_FLAG,
    force: {
      type: 'boolean',
      help: 'delete although a Vonage application may name the stacks: its calls are then not answered',
    },
    withJournals: {
      type: 'text',
      value: 'NAME',
      help: "also delete the journals and all their events, permanently; NAME is the deployment's name",
    },
    credentials: CREDENTIALS_FLAG,
    readBackTimeout: {
      ...READ_BACK_TIMEOUT_FLAG,
      help: 'look for so long until what was deleted is not answered any more',
    },
    outputs: {
      ...OUTPUTS_FLAG,
      help: 'the file that npm run deploy has written; deleted stacks are removed from it',
    },
  },
  notes: `A region that does not answer is skipped; run the same command again once it answers. AWS_ENDPOINT_URL names an
AWS-compatible endpoint instead of AWS.`,
  exits: {
    0: 'deleted, except for resources that are kept by design',
    1: 'refused, or an error',
    2: 'something else is left in the account',
  },
  run: (options, io) => runDestroy(options, { io, openCloud }),
});
