import type { NccoAction } from '../../ncco/ncco.ts';
import type { Call } from '../call/call.ts';
import type { LegBehavior } from '../simulator.ts';
import type { Leg, LegEnd } from './leg.ts';

/** Seconds, compressed like all media. */
const RINGS_FOR_SECONDS = 5;
const DEFAULT_TIMEOUT_SECONDS = 60;
const TALKS_FOR_SECONDS = 30;

export interface Person {
  readonly type: 'phone' | 'sip';
  readonly behavior: LegBehavior;
  /** What the caller hears until an answer. */
  readonly ringback: string;
  readonly request: string;
  /** REST control hung this leg up. */
  readonly hungUp: Promise<void>;
}

function refused(call: Call, behavior: Exclude<LegBehavior, 'answers' | 'answers-and-hangs-up'>): LegEnd {
  const { random } = call;
  switch (behavior) {
    case 'busy':
      return { status: 'busy', fields: { sip_code: 486 } };
    case 'rejects': {
      const detail = random.pick(['restricted', 'declined', 'invalid_number']);
      return { status: 'rejected', fields: { detail, sip_code: 603 } };
    }
    case 'fails': {
      const detail = random.pick(['cannot_route', 'number_out_of_service', 'internal_error']);
      return { status: 'failed', fields: { detail, sip_code: 404 } };
    }
    case 'never-answers':
      return random.pick<LegEnd>([
        { status: 'timeout', fields: {} },
        { status: 'unanswered', fields: { detail: 'timeout', sip_code: 480 } },
      ]);
  }
}

/**
 * Rings a phone or a SIP endpoint, which is busy while all its lines are in use. Resolves when the conversation has ended.
 */
export async function connectPerson(
  call: Call,
  leg: Leg,
  action: NccoAction,
  person: Person,
): Promise<LegEnd> {
  const { options, linesInUse } = call.context;
  const { to } = leg.plan;
  const inUse = linesInUse.get(to) ?? 0;
  const lines = options.directory.personLines?.() ?? Infinity;
  if (inUse >= lines) return ring(call, leg, action, { ...person, behavior: 'busy' });
  linesInUse.set(to, inUse + 1);
  try {
    return await ring(call, leg, action, person);
  } finally {
    linesInUse.set(to, (linesInUse.get(to) ?? 1) - 1);
  }
}

async function ring(
  call: Call,
  leg: Leg,
  action: NccoAction,
  { behavior, ringback, request, hungUp }: Person,
): Promise<LegEnd> {
  leg.report('started');
  if (behavior === 'fails' || behavior === 'busy' || behavior === 'rejects') {
    await call.media(1);
    return refused(call, behavior);
  }
  leg.report('ringing');
  call.record({ type: 'heard', what: 'ringing', content: ringback, request });
  if (behavior === 'never-answers') {
    await call.media(Number(action['timeout'] ?? DEFAULT_TIMEOUT_SECONDS));
    return call.ended ? { status: 'completed' } : refused(call, behavior);
  }
  await call.media(RINGS_FOR_SECONDS);
  if (call.ended) return { status: 'completed' };
  leg.answered();
  call.record({ type: 'heard', what: 'person', content: leg.plan.to, request });
  const gone = call.clock.joined();
  if (behavior === 'answers-and-hangs-up') await Promise.race([call.media(TALKS_FOR_SECONDS), hungUp]);
  else await Promise.race([call.whenEnded, hungUp]);
  gone();
  return { status: 'completed' };
}
