import { isoTime } from '../../contracts/clock.ts';
import type { Call } from '../call/call.ts';
import type { Fields } from '../call/deliver.ts';
import { reportEvent } from '../call/report-event.ts';
import type { LegControl } from '../rest-control.ts';
import type { Webhook } from '../webhook.ts';

/** How a connected leg ended, or why it was not connected. */
export type LegEnd =
  /** It was connected and then hung up (by either side, or the call ended). */
  | { readonly status: 'completed' }
  /** The application dropped the socket. */
  | {
      readonly status: 'disconnected';
      /** When the caller heard it last; undefined if never. */
      readonly silentSinceMs: number | undefined;
    }
  | {
      readonly status: 'timeout' | 'failed' | 'rejected' | 'unanswered' | 'busy';
      /** `detail`, `sip_code`. */
      readonly fields: Fields;
      /** The technical cause, for people. */
      readonly why?: string;
    };

export interface LegPlan {
  readonly endpoint: 'caller' | 'websocket' | 'phone' | 'sip';
  readonly from: string;
  readonly to: string;
  /** Where its events go. */
  readonly webhook: Webhook;
  /** Of a WebSocket endpoint; its events repeat them. */
  readonly headers?: Fields;
}

/** One leg of a call, and the events that it causes. */
export class Leg {
  readonly uuid: string;
  readonly plan: LegPlan;
  readonly #call: Call;
  /** Only the caller's leg moves to another one. */
  readonly #conversation: string;
  #answeredAt: Date | undefined;

  constructor(call: Call, plan: LegPlan, control: LegControl) {
    this.#call = call;
    this.plan = plan;
    this.uuid = call.newLegUuid();
    this.#conversation = call.conversationUuid;
    call.context.legs.set(this.uuid, control);
  }

  /**
   * Fields of an event, as of now (DOC24 webhook-reference). `disconnected` has no direction. The caller's events may have empty
   * headers (vonage-php-sdk-core, test/Voice/requests/event-post-ringing.txt).
   */
  fields(status: string, extra: Fields = {}): Fields {
    const { endpoint, from, to } = this.plan;
    const ofCaller = this.#call.choices.callerEventsHaveHeaders ? {} : undefined;
    const headers = endpoint === 'caller' ? ofCaller : this.plan.headers;
    const direction = endpoint === 'caller' ? 'inbound' : 'outbound';
    return {
      from,
      to,
      uuid: this.uuid,
      conversation_uuid: endpoint === 'caller' ? this.#call.conversationUuid : this.#conversation,
      status,
      ...(status === 'disconnected' ? {} : { direction }),
      timestamp: isoTime(this.#call.context.clock),
      ...(headers === undefined ? {} : { headers }),
      ...extra,
    };
  }

  #now(): Date {
    return new Date(this.#call.context.clock.nowMs());
  }

  note(state: string, detail?: string): void {
    const { endpoint, to } = this.plan;
    if (endpoint === 'caller') return;
    const more = detail === undefined ? {} : { detail };
    this.#call.record({ type: 'leg', leg: this.uuid, endpoint, to, state, ...more });
  }

  report(status: string, extra: Fields = {}): void {
    this.note(status, typeof extra['detail'] === 'string' ? extra['detail'] : undefined);
    reportEvent(this.#call, status, this.fields(status, extra), this.plan.webhook);
  }

  answered(): void {
    this.#answeredAt = this.#now();
    this.report('answered', { start_time: null, rate: null, network: null });
  }

  /** Reports the leg's last event, and removes the leg. */
  completed(disconnectedBy: 'platform' | 'user'): void {
    this.ended(disconnectedBy)();
  }

  /** Removes the leg. Returns a function that reports its last event. */
  ended(disconnectedBy: 'platform' | 'user'): () => void {
    this.#call.context.legs.delete(this.uuid);
    const end = this.#now();
    const start = this.#answeredAt ?? end;
    const durationSeconds = Math.round((end.getTime() - start.getTime()) / 1000);
    this.note('completed');
    const extra = {
      start_time: start.toISOString(),
      end_time: end.toISOString(),
      duration: String(durationSeconds),
      rate: '0.00450000',
      price: ((durationSeconds / 60) * 0.0045).toFixed(8),
      network: this.plan.endpoint === 'websocket' ? null : 'GB-FIXED',
      disconnected_by: disconnectedBy,
    };
    return () => reportEvent(this.#call, 'completed', this.fields('completed', extra), this.plan.webhook);
  }

  /** Removes the leg without a `completed`: only a rejected leg ends so (SUP 360057200092). */
  rejected(): void {
    this.#call.context.legs.delete(this.uuid);
  }
}
