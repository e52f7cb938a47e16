import { ownSettings } from '../../contracts/settings/own-settings.ts';
import { CANARY_OFF, canaryName } from '../../contracts/canary-switch.ts';
import type { CanarySwitch } from '../../contracts/canary-switch.ts';
import { CommandError } from '../kit/command-error.ts';
import { define } from '../kit/command.ts';
import { parseCaller } from '../kit/flag-values.ts';
import { JSON_FLAG } from '../kit/flags.ts';
import { READ_BACK_TIMEOUT_FLAG } from '../kit/read-back-flag.ts';
import { OUTPUTS_FLAG, readOutputs } from '../kit/read-outputs.ts';
import { regionSwitch } from './region-switch.ts';
import { runCanary } from './run-canary.ts';

export const canary = define({
  name: 'canary',
  about: `Says which calls begin with the candidate of the call flow (the export "candidate" of functions/call-flow.ts), in both
regions, without a deployment. Without flags, shows it. Each write is read back, and takes effect within 20 seconds. What is not
named is off: --share alone ends --numbers.`,
  flags: {
    share: {
      type: 'text',
      value: 'PERCENT',
      notWith: ['off'],
      help: 'of all calls, 0 to 100, chosen by the conversation: a call that is in 10 % is in 20 % too',
      read: percent,
    },
    numbers: {
      type: 'text',
      value: 'NUMBER',
      isRepeatable: true,
      notWith: ['off'],
      help: 'calls from or to this number, with its country code',
      read: parseCaller,
    },
    off: { type: 'boolean', help: 'no call begins with it; calls that have begun with it go on in it' },
    readBackTimeout: { ...READ_BACK_TIMEOUT_FLAG, with: ['share', 'numbers', 'off'] },
    json: JSON_FLAG,
    outputs: OUTPUTS_FLAG,
  },
  exits: {
    0: 'written, or shown',
    1: 'refused (the deployed call flow has no candidate), or no region answers',
    2: 'a region does not answer or show the write yet, or the regions differ',
  },
  async run({ share, numbers, off, readBackTimeout, json, outputs }, io) {
    const { name } = ownSettings();
    const regions = (await readOutputs(outputs)).map((each) =>
      regionSwitch(each, canaryName(name), readBackTimeout),
    );
    const isWrite = off || share !== undefined || numbers.length > 0;
    const wanted: CanarySwitch = off ? CANARY_OFF : { share: share ?? 0, numbers };
    return runCanary(regions, isWrite ? wanted : undefined, { json, outputs }, io);
  },
});

/** @returns 0 to 1. @throws CommandError */
function percent(text: string): number {
  const value = /^\d{1,3}(?:\.\d{1,2})?$/.test(text) ? Number(text) : NaN;
  if (value >= 0 && value <= 100) return value / 100;
  throw new CommandError(`expected a percentage from 0 to 100, like 10 or 0.5; found "${text}".`);
}
