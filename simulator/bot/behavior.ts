/** `half-open`: it stops reading and writing without closing the connection. */
export type Drop = 'cleanly' | 'reset' | 'half-open';

/** What the bot does with each connection. */
export type BotBehavior =
  | { readonly kind: 'talks' }
  /** Says something, then drops the connection. */
  | {
      readonly kind: 'drops';
      readonly how: Drop;
      readonly afterMs: number;
      /** How many connections of each call, from the first on; it talks on the others. Default: all. */
      readonly connections?: number;
    }
  /** Accepts the connection and never says a word. */
  | { readonly kind: 'mute' }
  /** Answers the handshake with HTTP 503. */
  | { readonly kind: 'refuses' }
  /** Accepts the connection and leaves the handshake unanswered. */
  | { readonly kind: 'never-answers' }
  /** Sends `notify`, and `clear` once that is answered. */
  | { readonly kind: 'sends-commands'; readonly afterMs: number }
  /** Hands the caller over through REST: to this NCCO. */
  | { readonly kind: 'hands-over'; readonly afterMs: number; readonly ncco: readonly object[] }
  /** Ends the call on purpose: hangs up the caller's leg through REST, then closes the socket. */
  | { readonly kind: 'hangs-up'; readonly afterMs: number };
