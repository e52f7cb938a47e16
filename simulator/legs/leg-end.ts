import type { Fields } from '../call/deliver.ts';

/** How a connected leg came to its end, or why there was none. */
export type LegEnd =
  /** It was there, and it was hung up (by either side, or the call ended). */
  | { readonly status: 'completed' }
  /** The application dropped the socket. */
  | {
      readonly status: 'disconnected';
      /** When something of it was heard last; undefined where nothing ever was. */
      readonly silentSinceMs: number | undefined;
    }
  | {
      readonly status: 'timeout' | 'failed' | 'rejected' | 'unanswered' | 'busy';
      /** `detail`, `sip_code`. */
      readonly fields: Fields;
      /** For people: what happened underneath. */
      readonly why?: string;
    };
