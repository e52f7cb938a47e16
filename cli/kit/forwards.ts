/** What a call flow says of the application that it passes callbacks on to (`forwardTo`). */
export interface Forwards {
  readonly answerUrl: string;
  readonly eventUrl: string;
  /** The step that takes over in mid-call. */
  readonly next?: string | undefined;
}

/** What a call flow passes callbacks on to; undefined: nothing. */
export const forwardsOf = (callFlow: object): Forwards | undefined =>
  (callFlow as { readonly forward?: Forwards }).forward;
