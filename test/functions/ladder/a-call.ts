import { callFlow } from '../../fixtures/own/call-flow.ts';
import type { FlowContext } from '../../../functions/define-flow.ts';
import type { Fields } from '../../../contracts/call.ts';
import { REACHES_NOTHING } from '../../../functions/own/reach.ts';
import { startRun } from '../../../functions/flow/runs.ts';
import { rungRun } from '../../../functions/ladder/flow-run.ts';
import { nextStep } from '../../../functions/ladder/next-step.ts';
import type { Step } from '../../../functions/ladder/next-step.ts';
import { readRung, readWaits } from '../../../contracts/rung.ts';
import type { Ncco, NccoAction } from '../../../ncco/ncco.ts';
import { parseEvent, parseFallback } from '../../../functions/webhook/parse-call.ts';
import { SETTINGS } from '../support/runtime.ts';
import { NOW_MS } from '../support/sign.ts';

/** The two regions: each one's bot is the other one's other. */
const REGIONS: readonly [FlowContext, FlowContext] = [
  contextOf('a', SETTINGS.websocket.uri, SETTINGS.websocket.otherUri),
  contextOf('b', SETTINGS.websocket.otherUri, SETTINGS.websocket.uri),
];

function contextOf(name: string, uri: string, otherUri: string): FlowContext {
  const base = `https://${name}.example.com/live`;
  return {
    settings: { ...SETTINGS, websocket: { uri, otherUri } },
    urls: { websocketDisconnected: `${base}/websocket-disconnected`, event: `${base}/event` },
    atMs: 0,
  };
}

/** How an event reaches a region. */
export interface Delivery {
  readonly region: 0 | 1;
  readonly route: 'websocket-disconnected' | 'fallback';
  /** How `headers` and `original_request` are written. */
  readonly encoding: 'object' | 'text' | 'brackets' | 'dots';
  /** Every number as text. */
  readonly numbersAsText: boolean;
}

/** A leg that a call is on, and where it reports to. */
export interface Leg {
  readonly to: string;
  readonly headers: unknown;
  readonly url: string;
}

/** The first NCCO of a call in region a. */
export function firstNcco(call: Fields): Ncco {
  const running = {
    flow: callFlow,
    context: REGIONS[0],
    secrets: [],
    reach: REACHES_NOTHING,
    onTailReplaced: () => undefined,
  };
  const { flow, finish } = startRun(parseEvent(call), running, NOW_MS);
  return finish(flow() as Ncco);
}

/** What a region answers to an event: its step, and the NCCO unless the call goes on. */
export function answerTo(
  event: Fields,
  url: string,
  { region, route, encoding, numbersAsText }: Delivery,
  nowMs: number,
): { readonly step: Step; readonly ncco: Ncco | undefined } {
  const context = REGIONS[region];
  const written = (fields: Fields): Fields => encode(numbersAsText ? asText(fields) : fields, encoding);
  const legEvent =
    route === 'fallback'
      ? ({
          ...parseFallback(written({ ...event, original_request: { type: 'event', url } })),
          asked: 'fallback',
        } as const)
      : ({
          event: parseEvent(written(event)),
          rungInUrl: readRung(new URL(url).searchParams.get('rung') ?? undefined),
          waitsInUrl: readWaits(new URL(url).searchParams.get('waits') ?? undefined),
          asked: 'own-url',
        } as const);
  const step = nextStep(legEvent, context.settings, nowMs);
  if (step.rung === 'none') return { step, ncco: undefined };
  const { flow, finish } = rungRun(step, legEvent.event, callFlow.rungs, context, () => undefined);
  return { step, ncco: finish(flow() as Ncco) };
}

/** Legs of an NCCO that report to the ladder, in the order in which they are offered. */
export const legsOf = (ncco: Ncco): Leg[] =>
  ncco.flatMap((action) => {
    const url = (action['eventUrl'] as readonly string[] | undefined)?.[0];
    if (action.action !== 'connect' || url === undefined) return [];
    const endpoint = endpointOf(action);
    return [{ to: String(endpoint['uri'] ?? endpoint['number']), headers: endpoint['headers'], url }];
  });

/** The headers of each socket in an NCCO. */
export const socketsIn = (ncco: Ncco): Fields[] =>
  ncco.flatMap((action) => {
    const endpoint = action.action === 'connect' ? endpointOf(action) : {};
    return endpoint['type'] === 'websocket' ? [endpoint['headers'] as Fields] : [];
  });

const endpointOf = (action: NccoAction): Fields => (action['endpoint'] as readonly [Fields])[0];

const asText = (fields: Fields): Fields =>
  JSON.parse(JSON.stringify(fields), (_name, value: unknown) =>
    typeof value === 'number' ? String(value) : value,
  ) as Fields;

function encode(fields: Fields, encoding: Delivery['encoding']): Fields {
  if (encoding === 'object') return fields;
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]): [string, unknown][] => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[name, value]];
      if (encoding === 'text') return [[name, JSON.stringify(value)]];
      return Object.entries(value).map(([inner, each]) => [
        encoding === 'dots' ? `${name}.${inner}` : `${name}[${inner}]`,
        each,
      ]);
    }),
  );
}
