import type { HistoryRecord, Part } from '../../contracts/history.ts';

export type Tier = 'primary' | 'secondary' | 'static';

/** One thing a caller must hear. Without `content` any content will do. */
export interface Meant {
  readonly what: 'talk' | 'stream' | 'bot' | 'person' | 'beep';
  readonly content?: string;
}

/**
 * What a caller is offered once the bot is gone. `tail`: the NCCO that was running went on, because nobody answered.
 * `static`: the static NCCO, in mid-call.
 */
export type RungName = 'same-socket' | 'other-socket' | 'person' | 'voicemail' | 'tail' | 'static';

/** What becomes of a caller who has lost the bot, or never got one. */
export interface Recovery {
  /** These, in this order. */
  readonly rungs: readonly RungName[];
  /** Longest time without anybody on one rung, and longest silence once the call is under way, ms. */
  readonly limitMs: number;
}

/** How a call ends. */
export interface EndsWith {
  /** Whom the caller is left with; a beep is a voicemail, which is recorded. */
  readonly somebody?: Meant;
  readonly endedBy?: Extract<HistoryRecord, { type: 'call-ended' }>['by'];
}

/** What one call was promised. */
export interface PromisedCall {
  readonly call: string;
  readonly servedBy: Tier;
  /** In this order; other things may be heard in between. */
  readonly hears: readonly Meant[];
  /** Longest silence until the first words, ms; of the whole call where nobody is lost. */
  readonly limitMs: number;
  /** Left out: nobody is lost, so nobody is recovered. */
  readonly recovery?: Recovery;
  readonly endsWith?: EndsWith;
}

/** What a scenario promises, as plain values: a checker knows nothing else but the history. */
export interface Expected {
  readonly calls: readonly PromisedCall[];
  /** What each tier says when nothing is wrong with it. */
  readonly tierSays: Readonly<Record<Tier, readonly Meant[]>>;
  /** Origins (`scheme://host:port`) of the primary's answer URL, by its name and on loopback. */
  readonly primaryOrigins: readonly string[];
  /** Added to every limit: the noise of two shared cores. */
  readonly allowanceMs: number;
  /** No silence is longer than this, whatever was measured in this run; undefined where the timeouts are other ones. */
  readonly ceilingMs: number | undefined;
  /** What a request to a warm function may take, ms, on a machine that lets every process work. */
  readonly requestMayTakeMs: number;
  /** What a cold start may add to that. */
  readonly coldStartMayTakeMs: number;
  /** Origin of a URL → the processes behind it. */
  readonly partsOf: Readonly<Record<string, readonly Part[]>>;
  /** Origins of regions that refuse genuine callbacks: they are not live. */
  readonly deafOrigins: readonly string[];
  /** `away`: no journal can be reached, and what is lost must be counted. */
  readonly journals: 'kept' | 'away';
  /** Origins that the faults make unreachable: a timeout there is not the machine's own slowness. */
  readonly unreachableOrigins: readonly string[];
}

export interface Problem {
  readonly call: string;
  /** What went wrong; equal texts are counted together. */
  readonly text: string;
  /** Numbers of this one call. */
  readonly detail?: string;
  /** Only for what was too late: when it was measured, and by how much it was too long. */
  readonly timing?: { readonly fromMs: number; readonly toMs: number; readonly excessMs: number };
}

export interface Finding {
  readonly problems: readonly Problem[];
  /** Why nothing can be said, where that is so. */
  readonly unknown?: string;
}

export interface Checker {
  readonly name: string;
  readonly check: (history: readonly HistoryRecord[], expected: Expected) => Finding;
}
