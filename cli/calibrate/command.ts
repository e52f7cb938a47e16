import { isLoopback } from '../../contracts/loopback.ts';
import type { Profile } from '../../simulator/profile.ts';
import { CommandError } from '../kit/command-error.ts';
import { define } from '../kit/command.ts';
import { projectPath } from '../kit/folders.ts';
import { dayOf } from '../kit/flag-values.ts';
import { confirm } from '../kit/io.ts';
import type { Io } from '../kit/io.ts';
import { writeWholeFile } from '../kit/whole-file.ts';
import { openApplicationsApi } from '../link/api/applications-api.ts';
import { borrowApplication } from '../link/borrow/borrow-application.ts';
import { readSignatureSecret } from '../link/probe/read-signature-secret.ts';
import { profileFileText } from '../profile/profile-file.ts';
import { createAuthorize } from '../voicemails/authorize.ts';
import { openAddresses } from './open-addresses.ts';
import { CALIBRATE_FLAGS } from './options.ts';
import type { CalibrateOptions } from './options.ts';
import { placeCall } from './place-call.ts';
import type { Placed } from './place-call.ts';
import { MOST_CALLS } from './plan-calls.ts';
import { printFindings, reportedPrice } from './print-findings.ts';
import { CALL_SECONDS, printPlan } from './print-plan.ts';
import { startRehearsal } from './rehearse.ts';
import { runCalls } from './run-calls.ts';
import type { CallSeen, Observations } from './run-calls.ts';
import { settle } from './settle/settle.ts';
import type { Findings } from './settle/settle.ts';

/** A platform may try again after a pause: a call is over when nothing has come for so long. */
const QUIET_MS = 1_500;
/** A stand-in on this machine has no network. */
const NEAR_MS = 100;

export const calibrate = define({
  name: 'calibrate',
  about: `Observes what Vonage really does when a webhook fails, and writes it as a profile for drill, tune and explain
(--profile FILE). Your test number is called by your account, ${String(MOST_CALLS)} times at most; endpoints of this command answer, refuse,
hang, drip and redirect, and record what is asked of them. Without --run it prints the plan and its price, and does nothing.
--rehearse NAME goes through a whole run on this machine.

It borrows the application: it is kept as it was (npm run link -- undo knows it), its webhooks are those of this command
for the time of the run, and it is put back and read back at the end, also after Ctrl-C. After a kill the next run says how
to put it back. Take an application and a number that serve no callers.`,
  flags: CALIBRATE_FLAGS,
  notes: `Environment:
  VONAGE_API_KEY, VONAGE_API_SECRET   of the account (or --credentials FILE)
  VONAGE_SIGNATURE_SECRET             to check signatures (or --secret-file FILE); without it they stay unknown
docs/first-real-call.md goes through a run.`,
  exits: {
    0: 'the plan is printed; with --run: the profile is written',
    1: 'an error; nothing is written to --out',
  },
  async run(options, io) {
    if (options.rehearse !== undefined) return rehearse(options, options.rehearse, io);
    if (!options.run) {
      const { refusedUrl, blackHoleUrl, rate } = options;
      io.stdout(printPlan({ refused: refusedUrl?.href, blackHole: blackHoleUrl?.href }, rate));
      io.stdout(
        '\nNothing was done. Add --run to place the calls, or --rehearse support-2024 to see a run on this machine.',
      );
      return 0;
    }
    return runCalibrate(options, io);
  },
});

/** A whole run on this machine. */
async function rehearse(options: CalibrateOptions, profile: Profile, io: Io): Promise<number> {
  const { given, env, stop } = await startRehearsal(profile);
  try {
    const out = options.out ?? projectPath('profile.rehearsed.json');
    return await runCalibrate({ ...options, ...given, out, yes: true }, { ...io, env }, NEAR_MS);
  } finally {
    await stop();
  }
}

/**
 * A whole run. @param quietMs when a call is over
 * @throws CommandError before the first call, or once the application is put back
 */
export async function runCalibrate(options: CalibrateOptions, io: Io, quietMs = QUIET_MS): Promise<number> {
  const { application, number, privateKey } = options;
  if (application === undefined || number === undefined || privateKey === undefined)
    throw new CommandError(
      `Expected --application ID, --number NUMBER and --private-key FILE with --run, found ${JSON.stringify({ application, number: number && '…', privateKey })}. Nothing was done.`,
    );
  const authorize = await createAuthorize(application, privateKey, io.stderr);
  const signatureSecret = await readSignatureSecret(io, options.secretFile);
  const api = await openApplicationsApi(io, { credentialsFile: options.credentials });
  mustBeAlone(await api.listNumbers(application, io.signal), application, [number, options.from ?? number]);
  const { endpoints, addresses, isDirect, stop } = await openAddresses(options, {
    host: api.host,
    signatureSecret,
    io,
  });
  try {
    io.stdout(printPlan(addresses, options.rate));
    const question = `\nBorrow the application ${application} and place the calls?`;
    if (!(await confirm(io, options.yes, question))) {
      io.stderr('Nothing was done.');
      return 1;
    }
    let placed = 0;
    const place = async (): Promise<Placed> => {
      if (placed >= MOST_CALLS) throw new Error(`Expected ${String(MOST_CALLS)} calls at most.`);
      placed += 1;
      const call = await placeCall(
        {
          host: api.host,
          from: options.from ?? number,
          to: number,
          eventUrl: `${addresses.base}/outbound`,
          lengthSeconds: CALL_SECONDS,
        },
        authorize,
        io,
      );
      if (call.kind === 'put-off') placed -= 1;
      return call;
    };
    const calls: CallSeen[] = [];
    const out = options.out ?? projectPath('profile.measured.json');
    const write = async (observations: Observations, file: string): Promise<Findings> => {
      const findings = settle(observations);
      const platform = isLoopback(new URL(api.host).hostname) ? 'a stand-in' : 'Vonage';
      const about = { measuredOn: dayOf(io.nowMs()), platform, isDirect };
      const secrets = [new URL(addresses.base).host, application, api.apiKey, number, options.from ?? ''];
      await writeOut(file, profileFileText(findings, about, secrets));
      return findings;
    };
    const borrowing = {
      api,
      applicationId: application,
      folder: options.kept,
      readBackTimeout: options.readBackTimeout,
      io,
    };
    const longestMs = (CALL_SECONDS + 15) * 1000;
    const running = { endpoints, addresses, isDirect, place, io, calls, quietMs, longestMs };
    try {
      const observations = await borrowApplication(borrowing, ({ set }) => runCalls({ ...running, set }));
      io.stdout(printFindings(await write(observations, out), out));
    } catch (error) {
      if (calls.length > 0) {
        const partial = out.replace(/(\.json)?$/, '.partial.json');
        await write({ calls, burst: undefined, isDirect }, partial);
        io.stderr(
          `What ${String(calls.length)} calls had shown by then is in ${partial}; the rest is unknown in it.`,
        );
      }
      throw error;
    }
    io.stderr(`${String(placed)} calls were placed.${reportedPrice(calls)}`);
    return 0;
  } finally {
    await stop();
  }
}

/** Callers of another number of the application would hear nothing meanwhile. */
function mustBeAlone(
  numbers: readonly { readonly msisdn: string }[],
  application: string,
  [number, from]: readonly [number: string, from: string],
): void {
  const others = numbers.filter(({ msisdn }) => msisdn !== number && msisdn !== from).length;
  const isLinked = numbers.some(({ msisdn }) => msisdn === number);
  if (isLinked && others === 0) return;
  const found = isLinked
    ? `${String(others)} more, whose callers would hear nothing during the run`
    : `it not among the ${String(numbers.length)} that are`;
  throw new CommandError(
    `Expected the number of --number to be linked to the application ${application}, and no other but --from; found ${found}. Link a test number to an application of its own in the Vonage dashboard. Nothing was done.`,
  );
}

async function writeOut(file: string, text: string): Promise<void> {
  try {
    await writeWholeFile(file, text);
  } catch (error) {
    throw new CommandError(
      `Expected to write the profile to ${file}, found ${(error as Error).message}. It follows, to be saved by hand:\n${text}`,
    );
  }
}
