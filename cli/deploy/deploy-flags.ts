import { JSON_FLAG } from '../kit/flags.ts';
import type { Flags, Values } from '../kit/flags.ts';
import { OUTPUTS_FLAG } from '../kit/read-outputs.ts';

export const DEPLOY_FLAGS = {
  plan: {
    type: 'boolean',
    notWith: ['secretFile', 'withoutSecret', 'adopt', 'without', 'outputs'],
    help: 'only show what would be deployed, all of it; asks no account and no network',
  },
  json: { ...JSON_FLAG, with: ['plan'] },
  secretFile: {
    type: 'path',
    value: 'FILE',
    notWith: ['withoutSecret'],
    help: 'the account\'s signature secret, alone in a file ("-": standard input), for each region that has none yet; one that a region has is kept (npm run rotate changes it)',
  },
  withoutSecret: {
    type: 'boolean',
    help: 'leave the placeholder where there is no secret: every callback is refused there until npm run rotate -- stage --apply',
  },
  adopt: {
    type: 'boolean',
    help: 'take over buckets of a former deployment that were kept (the journals): without it, they are in the way',
  },
  without: {
    type: 'text',
    value: 'REGION',
    isRepeatable: true,
    help: 'leave a region that is down as it is, and deploy the others',
  },
  assembly: {
    type: 'path',
    value: 'FOLDER',
    help: 'deploy this cloud assembly instead of synthesizing (what was looked at in a pipeline)',
  },
  outputs: { ...OUTPUTS_FLAG, help: 'where the outputs are written, for npm run link and the drill' },
} as const satisfies Flags;

export type DeployOptions = Values<typeof DEPLOY_FLAGS>;
