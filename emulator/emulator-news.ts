import { performance } from 'node:perf_hooks';
import type { Part, EmulatorNote } from '../contracts/history.ts';
import type { Served } from './lambda/invocation-meter.ts';
import { type CpuWait, monotonicMs } from './processes/cpu-waits.ts';
import type { Exchange } from './exchange.ts';
import type { News } from './processes/messages.ts';

const OUTPUT_LINES_KEPT = 500;

/** A process that could not work for a time; times on this process's clock. */
export interface ProcessWait extends CpuWait {
  readonly process: Part;
}

/** Listeners for reports during a run; without a listener, nothing is reported. */
export interface NewsListeners {
  /** Each line that a function writes. */
  readonly onFunctionOutput?: ((line: string) => void) | undefined;
  /** Each request to an API or a distribution, once it is over. */
  readonly onExchange?: ((exchange: Exchange) => void) | undefined;
}

/** Passes the reports of the emulator's processes to listeners, with times on this process's clock. */
export class EmulatorNews {
  readonly #notes = new Set<(note: EmulatorNote) => void>();
  readonly #waits = new Set<(wait: ProcessWait) => void>();
  readonly #served = new Set<(served: Served) => void>();
  /** `address:port` of a distribution's connection to an origin → the viewer's. */
  readonly #viewers = new Map<string, string>();
  readonly #output: string[] = [];
  readonly #listeners: NewsListeners;

  constructor(listeners: NewsListeners = {}) {
    this.#listeners = listeners;
  }

  get wantsExchanges(): boolean {
    return this.#listeners.onExchange !== undefined;
  }

  onNote(listener: (note: EmulatorNote) => void): () => void {
    this.#notes.add(listener);
    return () => this.#notes.delete(listener);
  }

  onCpuWait(listener: (wait: ProcessWait) => void): () => void {
    this.#waits.add(listener);
    return () => this.#waits.delete(listener);
  }

  onServed(listener: (served: Served) => void): () => void {
    this.#served.add(listener);
    return () => this.#served.delete(listener);
  }

  /** The original client of a request: behind a distribution, the viewer. */
  viewerOf(client: string): string {
    return this.#viewers.get(client) ?? client;
  }

  get functionOutput(): readonly string[] {
    return this.#output;
  }

  take(process: Part, news: News): void {
    switch (news.kind) {
      case 'note':
        return this.#tellNote({ ...news.note, atMs: onOurClock(news.atMs) });
      case 'cpu-wait': {
        const { fromMs, toMs, waitedMs } = news;
        const wait = { process, fromMs: onOurClock(fromMs), toMs: onOurClock(toMs), waitedMs };
        for (const listener of this.#waits) listener(wait);
        return;
      }
      case 'served': {
        const served = { ...news, fromMs: onOurClock(news.fromMs), toMs: onOurClock(news.toMs) };
        for (const listener of this.#served) listener(served);
        return;
      }
      case 'forwarded':
        this.#viewers.set(news.client, news.viewer);
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

  /** A process ended without having been stopped. */
  lost(process: string, detail: string): void {
    this.#tellNote({
      atMs: performance.now(),
      level: 'suspect',
      resource: process,
      setting: 'the emulator itself',
      text: detail,
    });
  }

  #tellNote(note: EmulatorNote): void {
    for (const listener of this.#notes) listener(note);
  }

  #keep(line: string): void {
    this.#output.push(line);
    if (this.#output.length > OUTPUT_LINES_KEPT) this.#output.shift();
    this.#listeners.onFunctionOutput?.(line);
  }
}

const onOurClock = (atMs: number): number => performance.now() - (monotonicMs() - atMs);
