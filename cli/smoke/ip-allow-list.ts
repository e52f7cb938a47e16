import { codeOf } from './code-of.ts';
import { NotCheckedError } from './finding.ts';
import { apiUrl } from './target.ts';
import type { Target } from './target.ts';
import type { From } from './ask.ts';

/** Whether the deployment refuses whoever comes from outside of its ranges. */
async function hasAllowList({ settings }: Target): Promise<boolean> {
  const { mode, countOutside } = (await settings()).source;
  return mode !== 'signature' && countOutside.length === 0;
}

/** The gate is closed, and this machine is outside: what the gateway refuses, it refuses by a code of ours. */
async function isOutside(target: Target): Promise<boolean> {
  if (!(await hasAllowList(target))) return false;
  return codeOf(await target.ask({ method: 'POST', url: apiUrl(target, 'answer'), body: '{}' })) === DENIED;
}

const DENIED = 'access-denied';

/**
 * Only who is let in and asked for a signature can see a region answer as itself.
 * @throws NotCheckedError
 */
export async function mustBeServed(target: Target): Promise<void> {
  await mustAskForSignature(target);
  if (await isOutside(target))
    throw new NotCheckedError(
      'this machine is outside of the ranges (source.mode): ask from an address in source.operatorRanges',
    );
}

/** @throws NotCheckedError */
export async function mustAskForSignature({ settings }: Target): Promise<void> {
  if ((await settings()).source.mode === 'ip')
    throw new NotCheckedError('source.mode is "ip": nobody is asked for a signature');
}

/** @throws NotCheckedError where addresses are not looked at */
export async function mustHaveAllowList(target: Target): Promise<void> {
  if (!(await hasAllowList(target)))
    throw new NotCheckedError('addresses refuse nobody (source.mode, countOnly)');
}

/**
 * Whence a request is refused for its address.
 * @throws NotCheckedError where addresses are not looked at, or none is known to be outside
 */
export async function fromOutside(target: Target): Promise<From> {
  await mustHaveAllowList(target);
  if (target.hasOutside || (await isOutside(target))) return 'outside';
  throw new NotCheckedError(
    'this machine is let in: if it is in source.operatorRanges, ask from another one too, or name another address of it with --outside; if it is not, the gate is open',
  );
}

/** Whence a request without a signature is refused. @throws NotCheckedError where it is refused nowhere */
export async function whereUnsignedIsRefused(target: Target): Promise<From> {
  const mode = await target.settings().then(
    ({ source }) => source.mode,
    // Nobody can tell; as shipped it is by its signature.
    () => 'signature' as const,
  );
  return mode === 'ip' ? fromOutside(target) : 'here';
}
