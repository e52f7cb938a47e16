import { JSON_FLAG } from '../kit/flags.ts';
import type { Flags, Values } from '../kit/flags.ts';
import { READ_BACK_TIMEOUT_FLAG } from '../kit/read-back-flag.ts';
import { OUTPUTS_FLAG } from '../kit/read-outputs.ts';

export const DEPLOY_FLAGS = {
  plan: {
    type: 'boolean',
    notWith: ['secretFile', 'withoutSecret', 'adopt', 'without', 'outputs'],
    help: 'only show what would be deployed; needs no account and no network',
  },
  json: { ...JSON_FLAG, with: ['plan'] },
  secretFile: {
    type: 'path',
    value: 'FILE',
    hidesValue: true,
    notWith: ['withoutSecret'],
    help: 'the account\'s signature secret, alone in a file ("-": standard input), for each region that has none yet; a secret that a region has already is kept (npm run rotate changes it)',
  },
  withoutSecret: {
    type: 'boolean',
    help: 'keep the placeholder in a region without a secret: until npm run rotate -- stage --apply it refuses every callback, or, with source.mode "ip", calls take no steps',
  },
  adopt: {
    type: 'boolean',
    help: 'take over the buckets that a former deployment left (the journals); without it, such a bucket stops the deployment',
  },
  without: {
    type: 'text',
    value: 'REGION',
    isRepeatable: true,
    help: 'skip this region, because it is down, and deploy the others',
  },
  assembly: {
    type: 'path',
    value: 'FOLDER',
    help: 'deploy this cloud assembly instead of synthesizing one (the one that a pipeline reviewed)',
  },
  readBackTimeout: { ...READ_BACK_TIMEOUT_FLAG, notWith: ['plan'] },
  outputs: { ...OUTPUTS_FLAG, help: 'where the outputs are written, for npm run link and the drill' },
} as const satisfies Flags;

export type DeployOptions = Values<typeof DEPLOY_FLAGS>;
