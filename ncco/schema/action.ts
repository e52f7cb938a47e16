import { eventTarget } from './shared-options.ts';
import { below, describe } from '../problem.ts';
import { connect } from './connect.ts';
import { conversation, transfer } from './conversation.ts';
import { input } from './input.ts';
import { isObject, options } from './options.ts';
import { pay } from './pay.ts';
import { stream, talk } from './playback.ts';
import { record } from './record.ts';
import { judgedElsewhere, type Rule, satisfies } from './rule.ts';
import { asNumber, oneUrl, orList } from './values.ts';

const notify: Rule = options({
  name: 'a notify action',
  // An empty eventUrl is refused (vonage-node-sdk PR #906).
  required: { payload: satisfies('an object', isObject), eventUrl: oneUrl },
  optional: { action: judgedElsewhere, eventMethod: eventTarget.eventMethod },
});

const WAIT_SECONDS = 'a number from 0.1 to 7200';

/** A value out of range is clamped by Vonage, not refused. */
const timeout: Rule = asNumber(
  WAIT_SECONDS,
  satisfies(
    `${WAIT_SECONDS}: Vonage uses the nearest limit`,
    (value) => typeof value === 'number' && value >= 0.1 && value <= 7200,
    (value) => typeof value === 'number',
  ),
);

const wait: Rule = options({
  name: 'a wait action',
  optional: { action: judgedElsewhere, timeout },
});

const ACTIONS: ReadonlyMap<unknown, Rule> = new Map([
  ['talk', talk],
  ['stream', stream],
  ['connect', connect],
  ['conversation', conversation],
  ['record', record],
  ['input', input],
  ['notify', notify],
  ['wait', wait],
  ['transfer', transfer],
  ['pay', pay],
]);

/** One action, told apart by its `action`. */
export const action: Rule = (value, path, report) => {
  const name = isObject(value) ? value['action'] : undefined;
  const rule = ACTIONS.get(name);
  if (rule) rule(value, path, report);
  else if (isObject(value)) report('error', below(path, 'action'), DOCUMENTED, describe(name));
  else report('error', path, 'an action', describe(value));
};

/** `pay` is still accepted, but not suggested. */
const DOCUMENTED = orList([...ACTIONS.keys()].map(String).filter((name) => name !== 'pay'));
