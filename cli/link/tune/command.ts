import { ownSettings } from '../../../contracts/settings/own-settings.ts';
import { CommandError } from '../../kit/command-error.ts';
import { openApplicationsApi } from '../api/applications-api.ts';
import { define } from '../../kit/command.ts';
import type { Io } from '../../kit/io.ts';
import { createProgress } from '../../kit/progress.ts';
import { staticFallbackUrlOf } from '../../../contracts/outputs.ts';
import type { VoiceTimeouts } from '../../../contracts/outputs.ts';
import { readTarget } from '../plan/target.ts';
import type { Target } from '../plan/target.ts';
import { UNASSIGNED_NUMBER } from '../probe/probe-request.ts';
import { readSignatureSecret } from '../probe/read-signature-secret.ts';
import { HTTP_TIMEOUTS, sendHttp } from '../../kit/send-http.ts';
import type { SendHttp } from '../../kit/send-http.ts';
import { inOrder, timeoutsOf } from '../../../contracts/voice-capability.ts';
import { applicationRequest } from '../probe/application-request.ts';
import { wayToApplications } from '../probe/way-to-applications.ts';
import type { ForwardedTo } from '../probe/application-request.ts';
import { APPLICATION_REQUESTS, measureApplication, measuredApplications } from './application.ts';
import type { ApplicationTimes } from './application.ts';
import { deadlinesOf } from './deadlines.ts';
import type { StaticNcco } from './measure.ts';
import { nowSet } from './now-set.ts';
import { LARGEST_BURST } from './bursts.ts';
import { COLD } from './measure.ts';
import { LEAST_REQUESTS, PER_SECOND, TUNE_FLAGS, applyArgs, fileFor } from './options.ts';
import type { TuneOptions } from './options.ts';
import { printReport, reportJson } from './report.ts';
import { routesOf } from './route.ts';
import { runTune } from './run-tune.ts';
import { apply } from '../apply/command.ts';
import { writeTimeouts } from '../timeouts-file.ts';

export const tune = define({
  name: 'link tune',
  about: `Measures the URLs that Vonage calls (answer, event, websocket-disconnected, fallback), as deployed or in a running local system,
and recommends connect_timeout and socket_timeout of each within Vonage's ranges. Every request is signed, and uses a new
connection.

It sends a few requests to each; then ${String(LEAST_REQUESTS)} in all, evenly paced (${String(PER_SECOND)} a second: ${String(LEAST_REQUESTS / PER_SECOND)} s); then bursts of up to ${String(LARGEST_BURST)} at once, until ${String(COLD)}
cold starts of each URL were seen. Each burst uses that much of the account's concurrency for a moment: do not run it in
your busiest hour. Its events are journaled under the conversation link-tune, which "npm run calls" shows as one call. No
call is placed, and nothing goes on to an application that the call flow forwards to.

With --forward each application that the call flows forward to is asked too, directly: ${String(APPLICATION_REQUESTS)} calls
that no caller makes, from the number ${UNASSIGNED_NUMBER}. What it takes is compared with what the deployed timeouts leave it.

It never recommends a timeout that a measured request would exceed. If a request took longer than the longest timeout that
Vonage allows, no timeout helps. If more than 1 in 100 requests failed, or the run is interrupted, nothing is recommended.`,
  flags: TUNE_FLAGS,
  notes:
    "With the API's credentials, the application's current timeouts are shown beside the recommended ones.",
  exits: {
    0: 'all timeouts are recommended (and applied, with --apply)',
    1: 'an error',
    2: 'not all timeouts are recommended, or, with --apply, the write is not visible yet',
  },
  async run(options, io) {
    const target = await readTarget(options, 'tune');
    const signatureSecret = await readSignatureSecret(io, options.secretFile);
    if (signatureSecret === undefined)
      throw new CommandError(
        'Expected the secret with which Vonage signs callbacks in VONAGE_SIGNATURE_SECRET, found nothing. Set it, or name a file with --secret-file FILE; for a running local system, "npm run local" prints it.',
      );
    const forwarded = options.forward ? measuredApplications(target.flows) : [];
    const ways = await waysTo(forwarded, target);
    const current = await currentTimeouts(options, target, io);
    const [first, second] = inOrder(target.outputs, target.primaryRegion);
    const send: SendHttp = (request) => sendHttp(request, HTTP_TIMEOUTS, io.signal);
    const settings = ownSettings();
    const signer = { apiKey: settings.vonage.apiKey, applicationId: target.applicationId, signatureSecret };
    const deadlines = deadlinesOf(first, second, target.fallback);
    const staticNcco = target.fallback === 'distribution' ? await readStatic(target, send) : undefined;
    const measuring = {
      send,
      staticNcco,
      nowMs: io.nowMs,
      pause: io.pause,
      signal: io.signal,
      onProgress: createProgress(io.stderr, io.nowMs),
    };
    const applications: ApplicationTimes[] = [];
    for (const [to, way] of ways) {
      const request = applicationRequest(to, signer);
      applications.push(await measureApplication(to, (nowMs) => ({ ...request(nowMs), ...way }), measuring));
    }
    const routes = routesOf(target.voice, target.websocketDisconnectedUrl, signer);
    const { exitCode, timeouts, ...tuned } = await runTune(routes, deadlines, measuring, {
      requests: options.requests,
      perSecond: options.rate,
    });
    const report = {
      ...tuned,
      applications,
      deadlines,
      profile: options.profile,
      hasBot: settings.websocketUri !== null,
      staticNcco,
      deployed: timeoutsOf(target.voice),
      nowSet: current,
    };
    io.stdout(options.json ? reportJson(report) : printReport(report));
    return timeouts === undefined ? exitCode : settle(options, timeouts, io);
  },
});

/** @throws CommandError for an application that does not run in the local system whose outputs these are */
async function waysTo(
  forwarded: readonly ForwardedTo[],
  { outputs }: Target,
): Promise<readonly (readonly [ForwardedTo, object])[]> {
  if (forwarded.length === 0) return [];
  const wayTo = await wayToApplications(outputs);
  return forwarded.map((to) => {
    const way = wayTo(to);
    if (way !== undefined) return [to, way];
    throw new CommandError(
      `Expected the application of ${to.address} in the local system, found none. Start it with: npm run local -- --outputs FILE --app "COMMAND"`,
    );
  });
}

/** The application's present values: read where possible, and required where something will be applied. */
async function currentTimeouts(
  { credentials, apply }: TuneOptions,
  { applicationId }: Target,
  io: Io,
): Promise<VoiceTimeouts | undefined> {
  const { VONAGE_API_KEY: key, VONAGE_API_SECRET: secret } = io.env;
  const canAsk = credentials !== undefined || (Boolean(key) && Boolean(secret));
  if (!canAsk && !apply) return undefined;
  const api = await openApplicationsApi(io, { credentialsFile: credentials });
  return nowSet(await api.readApplication(applicationId, io.signal));
}

/** What the fronts serve when both regions are gone; undefined where it does not answer. */
async function readStatic({ outputs, voice }: Target, send: SendHttp): Promise<StaticNcco | undefined> {
  let address: string;
  try {
    address = staticFallbackUrlOf(outputs, voice.webhooks.fallback_answer_url.address);
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
  const answer = await send({ method: 'GET', url: new URL(address), headers: { accept: '*/*' } });
  if (answer.kind === 'failed' || answer.status !== 200) return undefined;
  return { body: answer.body, tookMs: answer.connectMs + answer.responseMs };
}

/** Keeps the recommendation, and applies it, where that is wanted. */
export async function settle(options: TuneOptions, timeouts: VoiceTimeouts, io: Io): Promise<number> {
  const out = fileFor(options);
  if (out === undefined) return 0;
  await writeTimeouts(out, timeouts);
  io.stderr(
    `The recommendation is in ${out}. Use it with --timeouts ${out} in plan, apply and verify; without it they use the deployed timeouts.`,
  );
  return options.apply ? apply.run(applyArgs(options, out), io) : 0;
}
