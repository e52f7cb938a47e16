import { performance } from 'node:perf_hooks';
import type { WorldNote } from '../history.ts';
import type { Exchange } from './exchange.ts';
import type { News } from './processes/messages.ts';
import { monotonicMs } from './processes/monotonic.ts';

const OUTPUT_LINES_KEPT = 500;

export interface Stall {
  readonly atMs: number;
  readonly process: string;
  readonly behindMs: number;
}

/** What is reported while it happens; without a listener nothing is. */
export interface NewsListeners {
  /** Each line that a function writes. */
  readonly onFunctionOutput?: ((line: string) => void) | undefined;
  /** Each request to an API or a distribution, once it is over. */
  readonly onExchange?: ((exchange: Exchange) => void) | undefined;
}

/** What the world's processes tell, on this process's clock, for whoever listens. */
export class WorldNews {
  readonly #notes = new Set<(note: WorldNote) => void>();
  readonly #stalls = new Set<(stall: Stall) => void>();
  readonly #output: string[] = [];
  readonly #listeners: NewsListeners;

  constructor(listeners: NewsListeners = {}) {
    this.#listeners = listeners;
  }

  get wantsExchanges(): boolean {
    return this.#listeners.onExchange !== undefined;
  }

  onNote(listener: (note: WorldNote) => void): () => void {
    this.#notes.add(listener);
    return () => this.#notes.delete(listener);
  }

  onStall(listener: (stall: Stall) => void): () => void {
    this.#stalls.add(listener);
    return () => this.#stalls.delete(listener);
  }

  get functionOutput(): readonly string[] {
    return this.#output;
  }

  take(process: string, news: News): void {
    switch (news.kind) {
      case 'note':
        return this.#tellNote({ ...news.note, atMs: onOurClock(news.atMs) });
      case 'stall':
        for (const listener of this.#stalls) {
          listener({ process, atMs: onOurClock(news.atMs), behindMs: news.behindMs });
        }
        return;
      case 'output':
        for (const line of news.text.split('\n').filter(Boolean)) this.#keep(`${news.from}: ${line}`);
        return;
      case 'exchange':
        return this.#listeners.onExchange?.({ ...news.exchange, atMs: onOurClock(news.exchange.atMs) });
      case 'life':
        return;
    }
  }

  /** A process ended that nobody had stopped. */
  lost(process: string, detail: string): void {
    this.#tellNote({
      atMs: performance.now(),
      level: 'suspect',
      resource: process,
      setting: 'the world itself',
      text: detail,
    });
  }

  #tellNote(note: WorldNote): void {
    for (const listener of this.#notes) listener(note);
  }

  #keep(line: string): void {
    this.#output.push(line);
    if (this.#output.length > OUTPUT_LINES_KEPT) this.#output.shift();
    this.#listeners.onFunctionOutput?.(line);
  }
}

const onOurClock = (atMs: number): number => performance.now() - (monotonicMs() - atMs);
