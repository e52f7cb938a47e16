import type { APIGatewayProxyResult } from 'aws-lambda';
import type { CallEvent } from '../../contracts/call.ts';
import type { CallState } from '../flow/call-state.ts';
import type { Happened } from '../flow/happened.ts';
import { nextOfFlow } from '../flow/next-of-flow.ts';
import { type Running, lostRun, stepRun } from '../flow/runs.ts';
import { rungRun } from '../ladder/flow-run.ts';
import type { LogCode } from './log-codes.ts';
import type { Webhook } from './route.ts';
import { type WhenTooSlow, serveFlow } from './serve-flow.ts';

/** Serves the step that a call's state names, or the person where the call has taken all its steps or all its time. */
export function serveStep(
  state: CallState,
  event: CallEvent,
  happened: Happened,
  atMs: number,
  running: Running,
  whenTooSlow: WhenTooSlow,
  webhook: Webhook,
): Promise<APIGatewayProxyResult> {
  const { context, note } = webhook;
  const next = nextOfFlow(running.flow, state, context.settings.callFlow, atMs);
  note({ step: state.steps[0], stepNumber: state.number, happened: happened.kind });
  switch (next.kind) {
    case 'step':
      return serveFlow(stepRun(event, { ...next, happened }, state, running), whenTooSlow, webhook);
    case 'person':
      note({ code: `call-flow-${next.why}` });
      return servePerson(event, running, whenTooSlow, webhook);
    case 'lost':
      return serveLost(next.code, event, running, whenTooSlow, webhook);
  }
}

/** Serves what a caller hears whose state cannot be read. */
export function serveLost(
  code: LogCode,
  event: CallEvent,
  running: Running,
  whenTooSlow: WhenTooSlow,
  webhook: Webhook,
): Promise<APIGatewayProxyResult> {
  webhook.note({ code });
  webhook.count({ name: 'NccoReplaced', dimensions: { why: 'lost' } });
  return serveFlow(lostRun(event, running), whenTooSlow, webhook);
}

/** Serves the rung `person`. */
export function servePerson(
  event: CallEvent,
  { flow, context, onTailReplaced }: Running,
  whenTooSlow: WhenTooSlow,
  webhook: Webhook,
): Promise<APIGatewayProxyResult> {
  webhook.note({ rung: 'person' });
  webhook.count({ name: 'RungOffered', dimensions: { rung: 'person' } });
  const run = rungRun({ rung: 'person' }, event, flow.rungs, context, onTailReplaced);
  return serveFlow(run, whenTooSlow, webhook);
}
