import { codeOf } from './code-of.ts';
import { NotCheckedError } from './finding.ts';
import { apiUrl } from './target.ts';
import type { Target } from './target.ts';
import type { From } from './ask.ts';

/** Whether the deployment refuses callers outside its ranges. */
async function hasAllowList({ settings }: Target): Promise<boolean> {
  const { mode, countOutside } = (await settings()).source;
  return mode !== 'signature' && countOutside.length === 0;
}

/** Whether the IP allow list refuses this machine: the gateway's refusal carries a code of this project. */
async function isOutside(target: Target): Promise<boolean> {
  if (!(await hasAllowList(target))) return false;
  return codeOf(await target.ask({ method: 'POST', url: apiUrl(target, 'answer'), body: '{}' })) === DENIED;
}

const DENIED = 'access-denied';

/**
 * A region names itself only in answers to signed requests from inside the allow list.
 * @throws NotCheckedError
 */
export async function mustBeServed(target: Target): Promise<void> {
  await mustAskForSignature(target);
  if (await isOutside(target))
    throw new NotCheckedError(
      'this machine is outside the IP allow list (source.mode): run smoke from an address in source.operatorRanges',
    );
}

/** @throws NotCheckedError */
export async function mustAskForSignature({ settings }: Target): Promise<void> {
  if ((await settings()).source.mode === 'ip')
    throw new NotCheckedError('source.mode is "ip": requests need no signature');
}

/** @throws NotCheckedError if the deployment does not check addresses */
export async function mustHaveAllowList(target: Target): Promise<void> {
  if (!(await hasAllowList(target)))
    throw new NotCheckedError('the deployment refuses no address (source.mode, countOnly)');
}

/**
 * A source from which a request is refused for its address.
 * @throws NotCheckedError if the deployment does not check addresses, or no address is known to be outside
 */
export async function fromOutside(target: Target): Promise<From> {
  await mustHaveAllowList(target);
  if (target.hasOutside || (await isOutside(target))) return 'outside';
  throw new NotCheckedError(
    'this machine is inside the IP allow list. If it is in source.operatorRanges: run smoke from another machine too, or name another address of this one with --outside. If it is not: the allow list does not work',
  );
}

/** A source from which an unsigned request is refused. @throws NotCheckedError if there is none */
export async function whereUnsignedIsRefused(target: Target): Promise<From> {
  const mode = await target.settings().then(
    ({ source }) => source.mode,
    // Without the settings, the shipped mode is assumed.
    () => 'signature' as const,
  );
  return mode === 'ip' ? fromOutside(target) : 'here';
}
