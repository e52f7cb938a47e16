import { below, describe, type Report } from '../problem.ts';
import { isObject, type Json } from './options.ts';

/** Rules on the order of actions. `actions` are unchecked values. */
export function sequence(actions: readonly unknown[], path: string, report: Report): void {
  inputFollowsBargeIn(actions, path, report);
  nothingFollowsTransfer(actions, path, report);
}

/**
 * After `bargeIn: true` the next action of another kind must be `input`, and the flag sticks until
 * then (NCCO reference, talk and stream).
 */
function inputFollowsBargeIn(actions: readonly unknown[], path: string, report: Report): void {
  let interruptible: string | undefined;
  actions.forEach((each, index) => {
    const action: Json = isObject(each) ? each : {};
    const here = below(path, index);
    const name = action['action'];
    if (name === 'input') interruptible = undefined;
    else if (name === 'talk' || name === 'stream') {
      if (action['bargeIn'] === true) interruptible = below(here, 'bargeIn');
      else if (action['bargeIn'] === false && interruptible !== undefined) {
        report(
          'warning',
          below(here, 'bargeIn'),
          `true: ${interruptible} is, and sticks until input`,
          'false',
        );
      }
    } else if (interruptible !== undefined) {
      report('error', below(here, 'action'), `"input", because ${interruptible} is true`, describe(name));
      interruptible = undefined;
    }
  });
  if (interruptible !== undefined) {
    report('warning', interruptible, 'an input action after it, for the caller to interrupt into', 'none');
  }
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
