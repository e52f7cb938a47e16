import { ownSettings } from '../../../contracts/settings/own-settings.ts';
import { TIMEOUTS } from '../../../contracts/settings/timeouts.ts';
import type { TimeoutsName } from '../../../contracts/settings/timeouts.ts';
import { inOrder } from '../../../contracts/voice-capability.ts';
import { judgeResponse } from '../../../ncco/judge-response.ts';
import { CommandError } from '../../kit/command-error.ts';
import type { HttpAnswer } from '../../kit/send-http.ts';
import type { Target } from '../plan/target.ts';
import { applicationRequest, forwardedTo, leftMs, mayBeAsked } from '../probe/application-request.ts';
import type { ForwardedTo } from '../probe/application-request.ts';
import type { WayTo } from '../probe/way-to-applications.ts';
import type { ApplyCommand } from './apply-command.ts';
import { drift, notChecked, ok } from './finding.ts';
import type { Finding } from './finding.ts';
import { GIVE_THE_SECRET } from './judge-webhook.ts';
import type { Prober } from './probe-webhooks.ts';

/** Longer than what it has, so that one can say how much too slow it is. */
const LONGER_MS = { connectMs: 1_000, responseMs: 2_000 } as const;

export interface Forwarding extends Pick<Target, 'flows' | 'outputs'> {
  /** Vonage asks these stacks, and they pass calls on. */
  readonly isGuarded: boolean;
  readonly wayTo: WayTo;
  readonly commands: Pick<ApplyCommand, 'other' | 'undo' | 'asExpected'>;
}

/**
 * Whether the applications that calls go on to answer: each is asked once, directly, because the probes of the regions stay with the call
 * flow's own steps. Never rejects.
 */
export const checkForwarded = async (
  { flows, outputs, isGuarded, wayTo, commands }: Forwarding,
  prober: Prober,
): Promise<readonly Finding[]> => {
  if (flows instanceof CommandError)
    return [
      notChecked(
        'application',
        `whether calls go on to an application: ${flows.message}`,
        'fix the call flow, and verify again',
      ),
    ];
  const found = forwardedTo(flows);
  if (!isGuarded)
    return found.map(({ address }) =>
      notChecked(
        `application ${address}`,
        'not guarded: the answer_url is none of these stacks, so they pass no call on',
        commands.asExpected,
      ),
    );
  return Promise.all(
    found.map((to) => checkOne(to, { preset: presetOf(outputs), way: wayTo(to), prober, commands })),
  );
};

interface Asking {
  readonly preset: TimeoutsName;
  readonly way: ReturnType<WayTo>;
  readonly prober: Prober;
  readonly commands: Forwarding['commands'];
}

/** As deployed; of outputs that name none that is known, as the settings say. */
function presetOf(outputs: Target['outputs']): TimeoutsName {
  const [{ TimeoutsName }] = inOrder(outputs, undefined);
  const known = Object.keys(TIMEOUTS) as TimeoutsName[];
  return known.find((each) => each === TimeoutsName) ?? ownSettings().timeouts;
}

async function checkOne(
  to: ForwardedTo,
  { preset, way, prober: { send, signer, nowMs }, commands: { other, undo } }: Asking,
): Promise<Finding> {
  const { address } = to;
  if (!mayBeAsked(to))
    return drift(
      `application ${address}`,
      'does not answer: expected an https URL with a public host, since the functions connect to no other one',
      'name the application in forwardTo as Vonage reaches it, then deploy',
    );
  const about = `application at ${new URL(address).host}`;
  if (way === undefined)
    return notChecked(
      about,
      'it does not run in this local system, so its callers hear your own steps',
      'start it with: npm run local -- --outputs FILE --app "COMMAND"',
    );
  if (signer === undefined)
    return notChecked(
      about,
      'it is asked for the first NCCO of a call, which must be signed',
      GIVE_THE_SECRET,
    );
  const withinMs = leftMs(preset, 'answer');
  const request = { ...applicationRequest(to, signer)(nowMs()), ...way };
  const answer = await send(request, {
    connectMs: withinMs + LONGER_MS.connectMs,
    responseMs: withinMs + LONGER_MS.responseMs,
  });
  const answered = nccoIn(answer);
  if (!answered.ok)
    return drift(
      about,
      `does not answer: expected an NCCO from POST ${address}, found ${answered.found}; callers hear your own steps`,
      `look into its own log: it was asked directly, so neither the regions nor a cold start of theirs are at fault; ${undo} takes the guard out`,
    );
  const { tookMs } = answered;
  return tookMs <= withinMs
    ? ok(about, `the application answers: an NCCO in ${tookMs.toFixed(0)} of ${String(withinMs)} ms`)
    : // One request from another machine: too little to say that callers wait as long.
      notChecked(
        about,
        `the application answers, and whether in time is not known: ${tookMs.toFixed(0)} ms from this machine, and timeouts: '${preset}' leaves it ${String(withinMs)} ms`,
        `${other('tune')} --forward`,
      );
}

function nccoIn(
  answer: HttpAnswer,
): { readonly ok: true; readonly tookMs: number } | { readonly ok: false; readonly found: string } {
  if (answer.kind === 'failed') {
    const { code, detail } = answer;
    return { ok: false, found: code === 'timeout' ? detail : `${code} (${detail})` };
  }
  const { status, headers, body, connectMs, responseMs } = answer;
  const judged = judgeResponse({ status, headers, text: body });
  if (judged.kind === 'ncco') return { ok: true, tookMs: connectMs + responseMs };
  return { ok: false, found: judged.kind === 'none' ? 'an answer without one' : judged.problem };
}
