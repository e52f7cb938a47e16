import { calledNumbers } from '../../../contracts/settings/called-numbers.ts';
import { ownSettings } from '../../../contracts/settings/own-settings.ts';
import { CommandError } from '../../kit/command-error.ts';
import type { Io } from '../../kit/io.ts';
import type { Target } from '../plan/target.ts';
import { applyCommand } from '../verify/apply-command.ts';
import { findingsJson, hasDrift, printFindings, printVerified } from '../verify/print-findings.ts';
import { verifyLink } from '../verify/verify-link.ts';
import type { Verified, Verifying } from '../verify/verify-link.ts';
import { checkCalledNumbers } from './check-called-numbers.ts';
import type { SharedFlags } from './plan-all.ts';

/**
 * Verifies each application of the settings, then where the calls of each number go. An application that cannot be read does
 * not hide the others. Resolves with the exit code.
 */
export async function verifyAll(
  targets: readonly Target[],
  verifying: Omit<Verifying, 'target' | 'apply'>,
  {
    flags,
    io,
  }: { readonly flags: SharedFlags & { readonly json: boolean }; readonly io: Pick<Io, 'stdout' | 'stderr'> },
): Promise<number> {
  const { api, signal } = verifying;
  let isError = false;
  let isDrift = false;
  for (const target of targets) {
    const apply = applyCommand({ ...flags, application: target.applicationId });
    let verified: Verified;
    try {
      verified = await verifyLink({ ...verifying, target, apply });
    } catch (error) {
      if (signal.aborted || !(error instanceof CommandError)) throw error;
      io.stderr(error.message);
      isError = true;
      continue;
    }
    isDrift ||= hasDrift(verified.findings);
    io.stdout(flags.json ? findingsJson(verified) : `${printVerified(verified)}\n`);
  }
  const called = calledNumbers(ownSettings());
  if (called.length > 0) {
    const findings = await checkCalledNumbers(api, called, flags, signal);
    isDrift ||= hasDrift(findings);
    io.stdout(
      flags.json
        ? JSON.stringify({ numbers: { host: api.host }, drift: hasDrift(findings), findings })
        : printFindings(`The numbers of settings.ts at ${api.host}`, findings),
    );
  }
  return isError ? 1 : isDrift ? 2 : 0;
}
