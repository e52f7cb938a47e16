/**
 * A fault of one request:
 * - `reset`, `500`, `429`, `html`, `never-answers`: the application is not written;
 * - `reset-after-write`, `500-after-write`: it is written, and the client gets no confirmation;
 * - `reset-then-written`: the connection is reset, and the application is written a moment later;
 * - `half`: a write is made, and the answer is the first half of its body;
 * - `loses-messages`: it is written without the capability `messages`, and answered with 200;
 * - `reset-and-loses-messages`: the same, but the connection is reset instead of answered;
 * - `ignores`: answered with 200, and not written.
 */
export type ApiFault =
  | 'reset'
  | '500'
  | '429'
  | 'html'
  | 'never-answers'
  | 'half'
  | 'reset-after-write'
  | '500-after-write'
  | 'reset-then-written'
  | 'loses-messages'
  | 'reset-and-loses-messages'
  | 'ignores';
