/** The phone number that every hostile text may hold: no log line may show it. */
export const NUMBER = '447700987654';

/** Routes that read what they are sent. */
export const ROUTE_NAMES = ['answer', 'event', 'websocket-disconnected', 'fallback'] as const;
export type RouteName = (typeof ROUTE_NAMES)[number] | 'health';

/** What the token of a request is. `several`: it is sent as many headers as there are texts. */
export type Authorization =
  | { readonly kind: 'genuine' }
  /** Of another body. */
  | { readonly kind: 'of-another-body' }
  /** A genuine one in which the characters `from` to `to` give way to a text. */
  | { readonly kind: 'damaged'; readonly from: number; readonly to: number; readonly by: string }
  /** Well encoded, and signed; header and claims are any JSON texts. */
  | { readonly kind: 'made'; readonly header: string; readonly claims: string; readonly secret: string }
  | { readonly kind: 'several'; readonly texts: readonly string[] };

/** The bytes that are sent are `content` in this encoding. The gateway hands them over as text, or as base64. */
export interface HostileBody {
  readonly content: string;
  readonly encoding: 'utf8' | 'latin1';
  readonly isBase64Encoded: boolean;
}

/** A request as plain data, so that a failing one can be read, and made again by its seed. */
export interface HostileRequest {
  readonly route: RouteName;
  readonly method: string;
  /** How the deployment knows a source. */
  readonly mode: 'signature' | 'both' | 'ip';
  readonly authorization: Authorization;
  readonly authorizationName: string;
  /** Besides the token. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly query: readonly (readonly [name: string, value: string])[];
  /** In which of the event's two members they are. */
  readonly listed: 'both' | 'single' | 'multi' | 'neither';
  readonly body: HostileBody | null;
  readonly journal: 'keeps' | 'fails' | 'throws';
  /** What the call flow does; `json`: it returns this JSON, whatever it is. */
  readonly flow: 'real' | 'throws' | 'rejects' | { readonly json: string };
}
