import { members, muteOrCanSpeak } from './members.ts';
import { options } from './options.ts';
import { judgedElsewhere, type Rule } from './rule.ts';
import { text } from './values.ts';

export const transfer: Rule = options({
  name: 'a transfer action',
  required: { conversationId: text },
  optional: { action: judgedElsewhere, ...members },
  together: [muteOrCanSpeak],
});
