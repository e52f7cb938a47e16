import { eventTarget, transcription } from './shared-options.ts';
import { has, options, type CrossRule } from './options.ts';
import { below } from '../problem.ts';
import { judgedElsewhere, type Rule } from './rule.ts';
import { boolean, integer, matching, oneOf } from './values.ts';

const channelsNeedSplit: CrossRule = (action, path, report) => {
  if (has(action, 'channels') && !has(action, 'split')) {
    report('error', below(path, 'split'), '"conversation", because channels is set', 'nothing');
  }
};

export const record: Rule = options({
  name: 'a record action',
  optional: {
    action: judgedElsewhere,
    format: oneOf('mp3', 'wav', 'ogg'),
    split: oneOf('conversation'),
    channels: integer({ min: 1, max: 32 }),
    endOnSilence: integer({ min: 3, max: 10 }),
    endOnKey: matching('one key: "0" to "9", "*" or "#"', /^[\d*#]$/),
    timeOut: integer({ min: 3, max: 7200 }),
    beepStart: boolean,
    transcription,
    ...eventTarget,
  },
  together: [channelsNeedSplit],
});
