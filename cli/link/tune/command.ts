import { settings } from '#own/settings.ts';
import { CommandError } from '../../kit/command-error.ts';
import { openApplicationsApi } from '../api/applications-api.ts';
import type { Command, Io } from '../commands/command.ts';
import { staticOutputs } from '../../../contracts/outputs.ts';
import type { OutputsFile, VoiceTimeouts } from '../../../contracts/outputs.ts';
import { readTarget } from '../plan/target.ts';
import type { Target } from '../plan/target.ts';
import { readSignatureSecret } from '../probe/read-signature-secret.ts';
import { PROBE_PATIENCE, sendProbe } from '../probe/send-probe.ts';
import type { SendProbe } from '../probe/send-probe.ts';
import { inOrder, timeoutsTold } from '../../../contracts/voice-capability.ts';
import { deadlinesOf } from './deadlines.ts';
import type { StaticNcco } from './measure.ts';
import { nowSet } from './now-set.ts';
import { HELP, parseTuneOptions } from './options.ts';
import type { TuneOptions } from './options.ts';
import { tellProgress } from './progress.ts';
import { printReport, reportJson } from './report.ts';
import { routesOf } from './route.ts';
import { runTune } from './run-tune.ts';
import { settle } from './settle.ts';

export const tune: Command = {
  name: 'tune',
  summary: 'measures the URLs and recommends timeouts that no measured request would trip',
  help: HELP,
  async run(args, io) {
    const options = parseTuneOptions(args);
    const target = await readTarget(options.target, 'tune');
    const signatureSecret = await readSignatureSecret(io.env, options.secretFile);
    if (signatureSecret === undefined)
      throw new CommandError(
        'Expected the secret with which Vonage signs callbacks in VONAGE_SIGNATURE_SECRET, found nothing. Set it, or name a file with --secret-file FILE; of a running world it is what "npm run world" prints.',
      );
    const told = await toldNow(options, target, io);
    const [first, second] = inOrder(target.outputs, target.primaryRegion);
    const send: SendProbe = (request) => sendProbe(request, PROBE_PATIENCE, io.signal);
    const signer = { apiKey: settings.vonage.apiKey, applicationId: target.applicationId, signatureSecret };
    const deadlines = deadlinesOf(first, second, target.fallback);
    const staticNcco = target.fallback === 'front' ? await readStatic(target.outputs, send) : undefined;
    const measuring = {
      send,
      staticNcco,
      nowMs: io.nowMs,
      pause: io.pause,
      signal: io.signal,
      onProgress: tellProgress(io.stderr, io.nowMs),
    };
    const routes = routesOf(target.voice, target.websocketDisconnectedUrl, signer);
    const { exitCode, timeouts, ...tuned } = await runTune(routes, deadlines, measuring, options);
    const report = { ...tuned, deadlines, staticNcco, deployed: timeoutsTold(target.voice), nowSet: told };
    io.stdout(options.json ? reportJson(report) : printReport(report));
    return timeouts === undefined ? exitCode : settle(options, timeouts, io);
  },
};

/** What the application is told now; asked where it can be, and must be where something will be applied. */
async function toldNow(
  { target: { credentials }, applyArgs }: TuneOptions,
  { applicationId }: Target,
  io: Io,
): Promise<VoiceTimeouts | undefined> {
  const { VONAGE_API_KEY: key, VONAGE_API_SECRET: secret } = io.env;
  const canAsk = credentials !== undefined || (Boolean(key) && Boolean(secret));
  if (!canAsk && applyArgs === undefined) return undefined;
  const api = await openApplicationsApi(io, { credentialsFile: credentials });
  return nowSet(await api.readApplication(applicationId, io.signal));
}

/** What the fronts serve when both regions are gone; undefined where it does not answer. */
async function readStatic(outputs: OutputsFile, send: SendProbe): Promise<StaticNcco | undefined> {
  let address: string;
  try {
    address = staticOutputs(outputs).StaticFallbackUrl;
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
  const answer = await send({ method: 'GET', url: new URL(address), headers: { accept: '*/*' } });
  if (answer.kind === 'failed' || answer.status !== 200) return undefined;
  return { body: answer.body, tookMs: answer.connectMs + answer.responseMs };
}
