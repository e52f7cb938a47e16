import { below, describe, type Report } from '../problem.ts';
import { isObject, type Json } from './options.ts';
import { isFalse, isTrue } from './values.ts';

/** Rules on the order of actions. `actions` are unchecked values. */
export function sequence(actions: readonly unknown[], path: string, report: Report): void {
  inputFollowsBargeIn(actions, path, report);
  nothingFollowsTransfer(actions, path, report);
}

/**
 * After `bargeIn: true` the next action of another kind must be `input`, and the flag sticks until
 * then (NCCO reference, talk and stream). For stream such an NCCO is known to be refused (nexmo-developer PR #1662: an error
 * event instead); for talk that is inferred only.
 */
function inputFollowsBargeIn(actions: readonly unknown[], path: string, report: Report): void {
  let flag: { readonly path: string; readonly severity: 'error' | 'warning' } | undefined;
  for (const [index, each] of actions.entries()) {
    const action: Json = isObject(each) ? each : {};
    const here = below(path, index);
    const name = action['action'];
    if (name === 'input') flag = undefined;
    else if (name === 'talk' || name === 'stream') {
      const at = below(here, 'bargeIn');
      if (isTrue(action['bargeIn']))
        flag = { path: at, severity: name === 'stream' ? 'error' : (flag?.severity ?? 'warning') };
      else if (flag !== undefined && isFalse(action['bargeIn']))
        report('warning', at, `true: ${flag.path} is, and sticks until input`, describe(action['bargeIn']));
    } else if (flag !== undefined) {
      report(flag.severity, below(here, 'action'), `"input", because ${flag.path} is true`, describe(name));
      flag = undefined;
    }
  }
  if (flag !== undefined)
    report(flag.severity, flag.path, 'an input action after it, for the caller to interrupt into', 'none');
}

function nothingFollowsTransfer(actions: readonly unknown[], path: string, report: Report): void {
  const transfer = actions.findIndex((each) => isObject(each) && each['action'] === 'transfer');
  if (transfer === -1 || transfer === actions.length - 1) return;
  const next = below(path, transfer + 1);
  report(
    'warning',
    next,
    `nothing: ${below(path, transfer)} moves every leg away`,
    'an action that never runs',
  );
}
