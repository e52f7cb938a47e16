import { connect } from './connect.ts';
import { conversation } from './conversation.ts';
import { describe } from './describe.ts';
import { input } from './input.ts';
import { notify } from './notify.ts';
import { isObject } from './options.ts';
import { pay } from './pay.ts';
import { record } from './record.ts';
import { below } from '../json-path.ts';
import type { Rule } from './rule.ts';
import { stream } from './stream.ts';
import { talk } from './talk.ts';
import { transfer } from './transfer.ts';
import { orList } from './values.ts';
import { wait } from './wait.ts';

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

/** `pay` is still taken, but nobody should be led to it. */
const DOCUMENTED = orList([...ACTIONS.keys()].map(String).filter((name) => name !== 'pay'));
