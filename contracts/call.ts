/** Every field that Vonage sent, known or not. */
export type Fields = Readonly<Record<string, unknown>>;

/** A call that needs its first NCCO. Vonage guarantees none of these fields, and ids may have any shape. */
export interface Call {
  /** Calling number, or the user name of a Client SDK call. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly uuid: string | undefined;
  readonly conversationUuid: string | undefined;
  readonly fields: Fields;
}

/** Something that happened in a call. */
export interface CallEvent extends Call {
  /** Absent in `record`, `input`, `transfer`, `notify` and error events. */
  readonly status: string | undefined;
  /** The endpoint's `headers`, which come back in the events of its leg; undefined when unreadable or absent. */
  readonly headers: Fields | undefined;
}
