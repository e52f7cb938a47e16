import type { Environment } from './environment.ts';
import type { InvocationMeter } from './invocation-meter.ts';

interface Waiting {
  readonly meter: InvocationMeter;
  readonly serve: (environment: Environment | 'throttled') => void;
}

/** One request that waits for an environment. */
export interface Ticket {
  readonly served: Promise<Environment | 'throttled'>;
  readonly isWaiting: () => boolean;
  /** It gets no environment. */
  readonly throttle: () => void;
}

/** The requests of one function that found no idle environment, in the order they came. */
export class WaitingRequests {
  readonly #waiting: Waiting[] = [];

  get count(): number {
    return this.#waiting.length;
  }

  add(meter: InvocationMeter): Ticket {
    const { promise: served, resolve: serve } = Promise.withResolvers<Environment | 'throttled'>();
    const waiting = { meter, serve };
    this.#waiting.push(waiting);
    meter.queue();
    return {
      served,
      isWaiting: () => this.#waiting.includes(waiting),
      throttle: () => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        serve('throttled');
      },
    };
  }

  /** Gives the environment to the request that has waited longest. @returns false where none waits */
  give(environment: Environment): boolean {
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      if (!next.meter.isAnswered) {
        next.meter.move(() => environment.waitedMs());
        next.serve(environment);
        return true;
      }
      // Its caller has gone, and others wait. Lambda would have started an environment for it in time.
      next.serve('throttled');
    }
    return false;
  }
}
