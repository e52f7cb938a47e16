import { eventTarget, transcription } from './shared-options.ts';
import { below, describe } from '../problem.ts';
import { type CrossRule, has, options, type Rules } from './options.ts';
import { judgedElsewhere, type Rule } from './rule.ts';
import { boolean, isTrue, legIds, listOrItem, ONE_URL, optionalUrl, text } from './values.ts';

/** The legs that may speak or hear, in conversation and transfer. No list means all, `[]` means none. */
const members: Rules = { canSpeak: legIds, canHear: legIds, mute: boolean };

const muteOrCanSpeak: CrossRule = (action, path, report) => {
  if (isTrue(action['mute']) && has(action, 'canSpeak')) {
    report('error', below(path, 'mute'), 'mute or canSpeak, not both', describe(action['mute']));
  }
};

/** The vendor's samples write an array, its prose says "a URL". */
const musicOnHold: Rule = listOrItem(ONE_URL, optionalUrl);

const transcriptionNeedsRecord: CrossRule = (action, path, report) => {
  if (has(action, 'transcription') && !isTrue(action['record'])) {
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

export const transfer: Rule = options({
  name: 'a transfer action',
  required: { conversationId: text },
  optional: { action: judgedElsewhere, ...members },
  together: [muteOrCanSpeak],
});
