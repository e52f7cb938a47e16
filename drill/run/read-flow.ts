import { randomUUID } from 'node:crypto';
import { withNumber } from '../../contracts/number-in-url.ts';
import { RUNGS, eventUrlOn } from '../../contracts/rung.ts';
import type { Rung } from '../../contracts/rung.ts';
import { isApology } from '../../ncco/apology.ts';
import { findUnanswered } from '../../ncco/find-unanswered.ts';
import { lookUntil } from '../../cli/kit/look-until.ts';
import { callbackRequest } from '../../cli/link/probe/probe-request.ts';
import type { Fields } from '../../cli/link/probe/probe-request.ts';
import { sendHttp } from '../../cli/kit/send-http.ts';
import { functionLinesIn } from '../../cli/local/function-line.ts';
import type { FunctionLine } from '../../cli/local/function-line.ts';
import type { Meant, Tier } from '../checkers/checker.ts';
import type { Emulator, RegionRole } from '../../emulator/emulator.ts';
import { describeNcco, untilBotOrPerson, untilQuestion } from './describe-ncco.ts';

/** What callers hear in a healthy system, as the user's own call flow says it. */
export interface FlowSays {
  /** At the start of a call; for the static tier also in mid-call. */
  readonly tierSays: Readonly<Record<Tier, readonly Meant[]>>;
  /** Once the bot is gone: everything that a rung says if every endpoint answers; nothing of a bot where there is none. */
  readonly rungSays: Readonly<Record<Rung, readonly Meant[]>>;
}

export interface ReadFlow extends FlowSays {
  /** Actions of the call flow whose events no webhook handles, and what happens to the caller. */
  readonly unanswered: readonly string[];
  /** Log lines of the requests in which the last resort replaced the call flow or a rung. */
  readonly replaced: readonly FunctionLine[];
}

/** On a busy machine a slow call flow may run into its deadline once. */
const LOOKS = { times: 3, everyMs: 200 } as const;

/**
 * Asks the deployment for its NCCOs, as Vonage would, before any fault. If an NCCO cannot be read, or is the replacement of a
 * failed call flow, the usual rung is expected: the bot, a person or a voicemail. So a call flow that throws fails the
 * drill instead of changing the expectation.
 */
export async function readFlow(emulator: Emulator): Promise<ReadFlow> {
  const bots = emulator.websocketUris;
  // Without a bot nobody is offered one.
  const rungsOfFlow = bots === null ? RUNGS_WITHOUT_BOT : RUNGS;
  const requests = [
    { address: emulator.description.primary.answer, fields: callFields(emulator) },
    ...rungsOfFlow.map((rung) => ({ address: rungUrl(emulator, rung), fields: rungFields(emulator, rung) })),
  ];
  const nccos = await Promise.all(requests.map(({ address, fields }) => ask(emulator, address, fields)));
  const [first, ...rungs] = nccos.map((ncco) => (isApology(ncco?.[0]) ? undefined : ncco));
  const usual: Readonly<Record<Rung, Meant>> = {
    'same-socket': { what: 'bot', ...(bots && { content: bots.primary }) },
    'other-socket': { what: 'bot', ...(bots && { content: bots.secondary }) },
    person: { what: 'person' },
    voicemail: { what: 'beep' },
  };
  const says = (ncco: unknown, otherwise: Meant): readonly Meant[] =>
    ncco === undefined ? [otherwise] : wordless(describeNcco(ncco), emulator);
  const begin = untilBotOrPerson(
    says(first && untilQuestion(first), usual[bots === null ? 'person' : 'same-socket']),
  );
  // Both regions run the same call flow, each with its own bot.
  const beginIn = (role: RegionRole): readonly Meant[] =>
    begin.map((meant) =>
      meant.what === 'bot' && bots !== null ? { what: 'bot', content: bots[role] } : meant,
    );
  const text = await fetch(emulator.description.static['fallback'] ?? '').then((response) => response.text());
  return {
    tierSays: {
      primary: beginIn('primary'),
      secondary: beginIn('secondary'),
      static: untilBotOrPerson(describeNcco(parsed(text))),
    },
    rungSays: {
      'same-socket': [],
      'other-socket': [],
      ...(Object.fromEntries(
        rungsOfFlow.map((rung, index) => [rung, says(rungs[index], usual[rung])]),
      ) as Pick<FlowSays['rungSays'], 'person' | 'voicemail'>),
    },
    unanswered: [
      ...unansweredIn('the first NCCO', first),
      ...rungsOfFlow.flatMap((rung, index) => unansweredIn(`the rung ${rung}`, rungs[index])),
    ],
    replaced: await linesOfReplaced(
      emulator,
      requests.flatMap(({ fields }, index) =>
        nccos[index]?.some(isApology) === true ? [fields['conversation_uuid']] : [],
      ),
    ),
  };
}

/** A function's log line may arrive after its response. */
const LINES = { times: 15, everyMs: 200 } as const;

/** What the functions log of these conversations; without those whose line does not arrive. */
const linesOfReplaced = (
  emulator: Pick<Emulator, 'functionOutput'>,
  conversations: readonly unknown[],
): Promise<readonly FunctionLine[]> =>
  lookUntil(
    () =>
      Promise.resolve(
        functionLinesIn(emulator.functionOutput()).filter(({ conversation }) =>
          conversations.includes(conversation),
        ),
      ),
    (lines) => conversations.every((one) => lines.some(({ conversation }) => conversation === one)),
    LINES,
  );

const unansweredIn = (where: string, ncco: unknown): readonly string[] =>
  findUnanswered(ncco).map(
    ({ path, expected, found }) => `${where}, ${path}: expected ${expected}; found ${found}`,
  );

/** Drops contents: words may depend on the call, and the local system does not fetch recordings from elsewhere. */
const wordless = (says: readonly Meant[], { localize }: Pick<Emulator, 'localize'>): readonly Meant[] =>
  says.flatMap((meant) => {
    if (meant.what === 'stream' && localize(meant.content ?? '') === meant.content) return [];
    return meant.what === 'talk' || meant.what === 'stream' ? [{ what: meant.what }] : [meant];
  });

const RUNGS_WITHOUT_BOT = ['person', 'voicemail'] as const satisfies readonly Rung[];

/** Of a call flow that connects one by itself: the person follows. */
const A_SOCKET = 'wss://socket.invalid';

/** As the legs of calls to that number report: a number that the settings' table has may have a person and rungs of its own. */
const rungUrl = ({ description, callerNumber }: Emulator, rung: Rung): string =>
  eventUrlOn(
    withNumber(description.primary.websocketDisconnected, callerNumber),
    rung === 'voicemail' ? 'person' : 'none',
  );

/** A separate conversation; its events are in the journal before any event is counted. */
const callFields = ({ callerNumber }: Emulator): Fields => {
  const uuid = randomUUID();
  return {
    from: '447700900999',
    to: callerNumber,
    endpoint_type: 'phone',
    uuid,
    conversation_uuid: `CON-${uuid}`,
  };
};

/** The event of the leg before the rung. */
function rungFields(emulator: Emulator, rung: Rung): Fields {
  const leg = { ...callFields(emulator), timestamp: new Date().toISOString(), direction: 'outbound' };
  const firstDropAt = Date.now();
  const bot = {
    ...leg,
    from: emulator.callerNumber,
    to: emulator.websocketUris?.primary ?? A_SOCKET,
    status: 'disconnected',
  };
  switch (rung) {
    case 'same-socket':
      return { ...bot, headers: { attempt: 1 } };
    case 'other-socket':
      return { ...bot, headers: { attempt: 2, firstDropAt } };
    case 'person':
      return { ...bot, headers: { attempt: 3, firstDropAt } };
    case 'voicemail':
      return { ...leg, from: emulator.callerNumber, to: '447700900001', status: 'unanswered' };
  }
}

/** The NCCO; undefined if there is none. */
async function ask(
  { description }: Emulator,
  address: string,
  fields: Fields,
): Promise<readonly unknown[] | undefined> {
  const { id: applicationId, apiKey, signatureSecret } = description.application;
  const signer = { apiKey, applicationId, signatureSecret };
  const look = async (): Promise<unknown> => {
    const answer = await sendHttp(callbackRequest({ address, method: 'POST', fields }, signer, Date.now()));
    return answer.kind === 'answered' && answer.status === 200 ? parsed(answer.body) : undefined;
  };
  const ncco = await lookUntil(look, Array.isArray, LOOKS);
  return Array.isArray(ncco) ? ncco : undefined;
}

/** Undefined if it is not JSON; the scenarios that need it report that. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
