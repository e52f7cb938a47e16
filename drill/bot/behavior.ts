/** `half-open`: it neither reads nor writes any more, and nobody is told. */
export type Drop = 'cleanly' | 'reset' | 'half-open';

/** What the bot does to whoever connects. */
export type BotBehavior =
  | { readonly kind: 'talks' }
  /** Says something, and is gone. */
  | {
      readonly kind: 'drops';
      readonly how: Drop;
      readonly afterMs: number;
      /** The first so many connections of each call; it talks on the others. Default: every one. */
      readonly connections?: number;
    }
  /** Answers the handshake with HTTP 503. */
  | { readonly kind: 'refuses' }
  /** Accepts the connection and leaves the handshake unanswered. */
  | { readonly kind: 'never-answers' }
  /** Ends the call as a bot should: the caller's leg is hung up through REST, then the socket is closed. */
  | { readonly kind: 'hangs-up'; readonly afterMs: number };
