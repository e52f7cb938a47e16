/**
 * What goes wrong with a request:
 * - `reset`, `500`, `429`, `html`, `never-answers`: nothing is written;
 * - `reset-after-write`, `500-after-write`: it is written, and whoever wrote is not told so;
 * - `reset-then-written`: the connection is reset, and the write is made a moment later;
 * - `loses-messages`: written without the capability `messages`, and answered as if nothing were wrong with it;
 * - `reset-and-loses-messages`: the same, and nobody is told;
 * - `ignores`: answered with 200, and not written.
 */
export type ApiFault =
  | 'reset'
  | '500'
  | '429'
  | 'html'
  | 'never-answers'
  | 'reset-after-write'
  | '500-after-write'
  | 'reset-then-written'
  | 'loses-messages'
  | 'reset-and-loses-messages'
  | 'ignores';
