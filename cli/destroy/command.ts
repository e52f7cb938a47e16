import { define } from '../kit/command.ts';
import { OUTPUTS_FLAG } from '../kit/read-outputs.ts';
import { CREDENTIALS_FLAG } from '../link/api/credentials.ts';
import { YES_FLAG } from '../kit/io.ts';
import { openCloud } from '../stacks/aws/open-cloud.ts';
import { runDestroy } from './run-destroy.ts';

export const destroy = define({
  name: 'destroy',
  about: `Takes the three stacks down: the deployment record, the primary region, the secondary, the static tier; with them the static
bucket and the signature secrets, which the stacks leave (a secret can be restored for 7 days). The journals are kept. At the
end the account is asked what is left, and each thing is told with its reason.

Refuses while a Vonage application of the settings leads to the stacks (npm run link -- unlink), or where that cannot be seen:
it needs VONAGE_API_KEY and VONAGE_API_SECRET.`,
  flags: {
    yes: YES_FLAG,
    force: {
      type: 'boolean',
      help: 'whatever the Vonage applications say: calls that lead here are answered by nothing',
    },
    withJournals: {
      type: 'text',
      value: 'NAME',
      help: "delete the journals too, with every event in them, for good; NAME is the deployment's name",
    },
    credentials: CREDENTIALS_FLAG,
    outputs: {
      ...OUTPUTS_FLAG,
      help: 'what npm run deploy has written: stacks that are gone are taken out of it',
    },
  },
  notes: `A region that is away is left; the same command takes it down once it is back. AWS_ENDPOINT_URL names an AWS-compatible
endpoint instead of AWS.`,
  exits: {
    0: 'down, but for what is kept on purpose',
    1: 'refused, or an error',
    2: 'something else is left',
  },
  run: (options, io) => runDestroy(options, { io, openCloud }),
});
