/** What a call flow says of the application that it passes callbacks on to (`forwardTo`). */
export interface Forwards {
  /** `https://voice.example.com` */
  readonly url: string;
  readonly answerUrl: string;
  readonly eventUrl: string;
}

/** What a call flow passes callbacks on to; undefined: nothing. */
export const forwardsOf = (callFlow: object): Forwards | undefined =>
  (callFlow as { readonly forward?: Forwards }).forward;
