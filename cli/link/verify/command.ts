import { ownSettings } from '../../../contracts/settings/own-settings.ts';
import { define } from '../../kit/command.ts';
import { JSON_FLAG } from '../../kit/flags.ts';
import { verifyAll } from '../all/verify-all.ts';
import { openApplicationsApi } from '../api/applications-api.ts';
import { ALL_FLAG, readTarget, readTargets, TARGET_FLAGS } from '../plan/target.ts';
import { UNASSIGNED_NUMBER } from '../probe/probe-request.ts';
import { wayToApplications } from '../probe/way-to-applications.ts';
import { readSignatureSecret, SIGNATURE_SECRET_FLAG } from '../probe/read-signature-secret.ts';
import { sendHttp } from '../../kit/send-http.ts';
import { applyCommand } from './apply-command.ts';
import { findingsJson, hasDrift, printVerified } from './print-findings.ts';
import { verifyLink } from './verify-link.ts';
import type { Verifying } from './verify-link.ts';

export const verify = define({
  name: 'link verify',
  about: `Checks for drift; can run on a schedule. It compares the application with the outputs, and checks that the fallback is
independent of the primary, that each URL answers a signed request as Vonage needs it (NCCO or 200, content type, no
redirect, TLS, certificate days, within the timeouts), the answer to a forged request, and the linked numbers. It prints one
line for each, with the fix. Writes nothing, except that a journal keeps one of its events a day (conversation "link-probe").

These requests stay with the call flow's own steps. An application that the call flow forwards to is asked itself, once: it gets
one signed answer callback from ${UNASSIGNED_NUMBER}, a call that no caller makes. Where it does not answer, callers hear
your own steps, and verify ends with 2. With --outputs of a local system it is asked where npm run local -- --app runs it.

It works while regions are down: a URL that cannot be reached is drift. Without the signature secret, the content of answers
is reported as "not checked". With source.mode "ip" or "both", run it from an address in source.operatorRanges.

With --all it does this for every application of settings.ts, with the same flags, then checks that the calls of each number of it
go to the application that the settings name.`,
  flags: {
    ...TARGET_FLAGS,
    all: { ...ALL_FLAG, notWith: ['application'] },
    secretFile: SIGNATURE_SECRET_FLAG,
    json: JSON_FLAG,
  },
  exits: {
    0: 'no drift (what was not checked is named)',
    1: 'an error',
    2: 'drift, or an application that the call flow forwards to does not answer',
  },
  async run(flags, io) {
    const { nowMs, signal } = io;
    const open = async (): Promise<Omit<Verifying, 'target' | 'apply'>> => ({
      signatureSecret: await readSignatureSecret(io, flags.secretFile),
      api: await openApplicationsApi(io, { credentialsFile: flags.credentials }),
      source: ownSettings().source.mode,
      send: (request, timeouts) => sendHttp(request, timeouts, signal),
      wayTo: wayToApplications,
      nowMs,
      signal,
    });
    if (flags.all) return verifyAll(await readTargets(flags, 'verify'), await open(), { flags, io });
    const target = await readTarget(flags, 'verify');
    const verified = await verifyLink({ ...(await open()), target, apply: applyCommand(flags) });
    io.stdout(flags.json ? findingsJson(verified) : printVerified(verified));
    return hasDrift(verified.findings) ? 2 : 0;
  },
});
