import { legIds } from './list.ts';
import { has, type CrossRule, type Rules } from './options.ts';
import { below } from '../json-path.ts';
import { describe } from './describe.ts';
import { boolean } from './values.ts';

/** Who may speak and hear, of conversation and transfer. No list means all, `[]` means none. */
export const members: Rules = { canSpeak: legIds, canHear: legIds, mute: boolean };

export const muteOrCanSpeak: CrossRule = (action, path, report) => {
  if (has(action, 'mute') && has(action, 'canSpeak')) {
    report('error', below(path, 'mute'), 'mute or canSpeak, not both', describe(action['mute']));
  }
};
