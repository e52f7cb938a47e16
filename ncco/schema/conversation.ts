import { describe } from './describe.ts';
import { eventTarget } from './event-target.ts';
import { oneUrl } from './list.ts';
import { members, muteOrCanSpeak } from './members.ts';
import { has, options, type CrossRule } from './options.ts';
import { below } from '../json-path.ts';
import { judgedElsewhere, type Rule } from './rule.ts';
import { transcription } from './transcription.ts';
import { boolean, text } from './values.ts';

/** The vendor's samples write an array, its prose says "a URL". */
const musicOnHold: Rule = (value, path, report) => {
  if (typeof value === 'string') report('warning', path, 'an array of exactly one URL', describe(value));
  oneUrl(typeof value === 'string' ? [value] : value, path, report);
};

const transcriptionNeedsRecord: CrossRule = (action, path, report) => {
  if (has(action, 'transcription') && action['record'] !== true) {
    report('error', below(path, 'record'), 'true, because transcription is set', describe(action['record']));
  }
};

export const conversation: Rule = options({
  name: 'a conversation action',
  required: { name: text },
  optional: {
    action: judgedElsewhere,
    musicOnHoldUrl: musicOnHold,
    startOnEnter: boolean,
    endOnExit: boolean,
    record: boolean,
    ...members,
    transcription,
    ...eventTarget,
  },
  together: [muteOrCanSpeak, transcriptionNeedsRecord],
});
