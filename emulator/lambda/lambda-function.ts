import { type Clock, sleep, systemClock } from '../../contracts/clock.ts';
import { describeResource, type FunctionModel } from '../deployment.ts';
import type { FunctionBrownOut } from './brown-out.ts';
import { hasRoom } from './concurrency.ts';
import type { Environment, Invocation } from './environment.ts';
import { InvocationMeter } from './invocation-meter.ts';
import { type LambdaFunctionOptions, refuseOtherRuntime, startEnvironment } from './start-environment.ts';
import { UsualDuration } from './usual-duration.ts';
import { WaitingRequests } from './waiting-requests.ts';

export type FunctionFault = 'hangs' | 'crashes' | 'throttled';
export type LambdaResult = Invocation | { readonly kind: 'throttled' };

/**
 * One function: an environment for each concurrent request, kept warm (and frozen) between requests. A request for which one
 * is being started takes another that becomes free sooner.
 */
export class LambdaFunction {
  /** What is wrong with its region at the moment; faults write it. */
  brownOut: FunctionBrownOut | undefined;
  #options: LambdaFunctionOptions;
  readonly #clock: Clock;
  /** Warm and frozen; the last one used is used first. */
  readonly #idle: Environment[] = [];
  readonly #busy = new Set<Environment>();
  /** Stopped in mid-invocation by a fault. */
  readonly #hung = new Set<Environment>();
  readonly #retired = new WeakSet<Environment>();
  readonly #waiting = new WaitingRequests();
  /** Served no request yet. */
  readonly #fresh = new WeakSet<Environment>();
  readonly #coldStartsMs: number[] = [];
  readonly #usual = new UsualDuration();
  #running = 0;
  #reservedConcurrency: number | undefined;
  #codeDirectory: string;
  #fault: FunctionFault | undefined;
  #cold: { readonly readyAfterMs: number } | undefined;

  /** @throws when this Node is not the function's runtime */
  constructor(options: LambdaFunctionOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#codeDirectory = options.model.codeDirectory;
    this.#reservedConcurrency = options.model.reservedConcurrency;
    refuseOtherRuntime(options.model);
  }

  get coldStartsMs(): readonly number[] {
    return this.#coldStartsMs;
  }

  get model(): FunctionModel {
    return this.#options.model;
  }

  get reservedConcurrency(): number | undefined {
    return this.#reservedConcurrency;
  }

  /** Another environment for new environments of it; those that are idle end now. */
  configure(environment: FunctionModel['environment'], variables: LambdaFunctionOptions['variables']): void {
    this.#options = { ...this.#options, model: { ...this.model, environment }, variables };
    this.recycle();
  }

  /** How many environments it may have at once; undefined: as many as the account lets it. */
  reserve(reservedConcurrency: number | undefined): void {
    this.#reservedConcurrency = reservedConcurrency;
  }

  /**
   * @param arrivedAtMs when the request arrived, on the monotonic clock
   * @param meter reads what the invocation loses to the machine
   */
  async invoke(event: unknown, arrivedAtMs: number, meter = new InvocationMeter()): Promise<LambdaResult> {
    const { account } = this.#options;
    const limit = this.#fault === 'throttled' ? 0 : (this.#reservedConcurrency ?? Infinity);
    if (this.#running >= limit) {
      this.#note(
        'ReservedConcurrentExecutions',
        `A request was throttled at ${limit} concurrent executions.`,
      );
      return { kind: 'throttled' };
    }
    if (account.running.size >= account.quota) {
      meter.isThrottledByWaits = [...account.running].some((other) => this.#usual.isExceededByWaits(other));
      this.#note(
        'the account’s quota',
        `A request was throttled at ${account.quota} environments of the region.`,
      );
      return { kind: 'throttled' };
    }
    if (this.brownOut?.fails() === true) return { kind: 'crashed', detail: 'a brown-out' };
    this.#running++;
    account.running.add(meter);
    try {
      const result = await this.#run(event, arrivedAtMs, meter);
      if (result.kind === 'throttled') {
        meter.isThrottledByWaits = true;
        this.#note(
          'the machine',
          meter.isAnswered
            ? 'A request was not served, because this machine was too busy to start an environment for it in time.'
            : `A request was throttled at ${account.mostLiving} environments of the region.`,
        );
        return result;
      }
      if (result.kind === 'returned' && !meter.isCold) this.#usual.remember(meter);
      if (result.kind === 'crashed' && !result.released)
        this.#note('Handler', `An environment crashed: ${result.detail}.`);
      if (result.kind === 'timed-out') this.#note('Timeout', `${result.detail}.`);
      if (result.kind === 'threw') this.#note('Handler', `The handler threw ${result.detail}`);
      return result;
    } finally {
      this.#running--;
      account.running.delete(meter);
    }
  }

  /**
   * Starts the environments of its provisioned concurrency: they have loaded the bundle and served no request. Only once: after
   * they are recycled Lambda would start them anew, and here the next request meets a cold start instead.
   */
  async provision(): Promise<void> {
    const { provisionedConcurrency } = this.#options.model;
    const started = Array.from({ length: provisionedConcurrency }, async () => {
      const environment = await this.#start('provisioned-concurrency');
      this.#busy.delete(environment);
      this.#fresh.delete(environment);
      if ((await environment.ready) !== undefined) return;
      environment.freeze();
      this.#idle.push(environment);
    });
    await Promise.all(started);
  }

  /** Lets so many environments, new ones where too few are idle, serve `event` once; faults do not touch them. */
  async warm(environments: number, event: unknown): Promise<void> {
    const idle = this.#idle.splice(0, environments).filter(({ isAlive }) => isAlive);
    const added = Array.from({ length: environments - idle.length }, () => this.#start());
    const results = await Promise.all(
      [...idle, ...added].map(async (environment) => this.#serve(await environment, event, () => undefined)),
    );
    for (const result of results) {
      if (result.kind === 'returned') continue;
      throw new Error(
        `${describeResource(this.#options.model.where)}: expected that an environment serves a request; ` +
          `found: ${result.kind}, ${result.detail}`,
      );
    }
  }

  setFault(fault: FunctionFault | undefined): void {
    this.#fault = fault;
    if (fault) return;
    for (const environment of this.#hung) environment.release();
  }

  /** From now on each invocation starts an environment of its own; `undefined` ends that. */
  setCold(cold: { readonly readyAfterMs: number } | undefined): void {
    this.#cold = cold;
    this.recycle();
  }

  /** `undefined`: the deployed bundle again. */
  setBundle(codeDirectory: string | undefined): void {
    this.#codeDirectory = codeDirectory ?? this.#options.model.codeDirectory;
    this.recycle();
  }

  /** Ends idle environments now, and busy ones when they have answered. */
  recycle(): void {
    for (const environment of this.#idle.splice(0)) environment.kill();
    for (const environment of this.#busy) this.#retired.add(environment);
  }

  killAll(): void {
    for (const environment of [...this.#idle.splice(0), ...this.#busy]) environment.kill();
  }

  async #run(event: unknown, arrivedAtMs: number, meter: InvocationMeter): Promise<LambdaResult> {
    const cold = this.#cold;
    if (cold !== undefined) return this.#runCold(event, arrivedAtMs, meter, cold.readyAfterMs);
    const warm = this.#takeIdle();
    if (warm) meter.attach(() => warm.waitedMs());
    const environment = warm ?? (await this.#nextFree(meter));
    if (environment === 'throttled') return { kind: 'throttled' };
    const isFresh = this.#fresh.has(environment);
    return this.#serve(environment, event, () => {
      if (isFresh) this.#coldStartsMs.push(this.#clock.monotonicMs() - arrivedAtMs);
      this.#meetFault(environment);
    });
  }

  /** In an environment of its own, which ends afterwards. */
  async #runCold(
    event: unknown,
    arrivedAtMs: number,
    meter: InvocationMeter,
    readyAfterMs: number,
  ): Promise<Invocation> {
    const environment = await this.#start('on-demand', meter);
    this.#retired.add(environment);
    const earlyMs = arrivedAtMs + readyAfterMs - this.#clock.monotonicMs();
    if (earlyMs > 0) {
      await sleep(this.#clock, earlyMs);
      meter.held(readyAfterMs);
    }
    return this.#serve(environment, event, () => {
      this.#coldStartsMs.push(this.#clock.monotonicMs() - arrivedAtMs);
      this.#meetFault(environment);
    });
  }

  /** The environment that is started for this request, or one that is free sooner. */
  #nextFree(meter: InvocationMeter): Promise<Environment | 'throttled'> {
    const { environments } = this.#options;
    const isFirst = this.#waiting.count + this.#busy.size === 0;
    const ticket = this.#waiting.add(meter);
    void environments[isFirst ? 'inTurn' : 'moreInTurn'](async () => {
      if (!ticket.isWaiting()) return;
      if (hasRoom(this.#options.account)) this.#give(await this.#started('on-demand', meter));
      else ticket.throttle();
    });
    return ticket.served;
  }

  /** It has served its request. */
  #free(environment: Environment): void {
    if (this.#retired.has(environment) || !environment.isAlive) {
      this.#busy.delete(environment);
      environment.kill();
    } else this.#give(environment);
  }

  /** Frozen where no request waits for it. */
  #give(environment: Environment): void {
    if (this.#waiting.give(environment)) return;
    this.#busy.delete(environment);
    environment.freeze();
    this.#idle.push(environment);
  }

  async #serve(environment: Environment, event: unknown, onStarted: () => void): Promise<Invocation> {
    this.#busy.add(environment);
    const problem = await environment.ready;
    if (this.brownOut !== undefined) await sleep(this.#clock, this.brownOut.handlerAddsMs);
    const result: Invocation =
      problem === undefined
        ? await environment.invoke(event, onStarted)
        : { kind: 'crashed', detail: problem };
    this.#hung.delete(environment);
    this.#fresh.delete(environment);
    this.#free(environment);
    return result;
  }

  #meetFault(environment: Environment): void {
    if (this.#fault === 'crashes') environment.crash();
    if (this.#fault === 'hangs') {
      this.#hung.add(environment);
      environment.hang();
    }
  }

  #takeIdle(): Environment | undefined {
    for (let next = this.#idle.pop(); next; next = this.#idle.pop()) {
      if (next.isAlive) return next;
    }
    return undefined;
  }

  /** A new environment, busy, that has loaded its bundle (or failed to: see its `ready`). */
  #start(initializationType = 'on-demand', meter?: InvocationMeter): Promise<Environment> {
    meter?.queue();
    return this.#options.environments.inTurn(() => this.#started(initializationType, meter));
  }

  async #started(initializationType: string, meter: InvocationMeter | undefined): Promise<Environment> {
    const environment = startEnvironment(this.#options, this.#codeDirectory, initializationType);
    this.#fresh.add(environment);
    meter?.attach(() => environment.waitedMs());
    this.#busy.add(environment);
    const beganMs = this.#clock.monotonicMs();
    await environment.ready;
    if (this.brownOut !== undefined)
      await sleep(this.#clock, this.brownOut.coldStartAddsMs(this.#clock.monotonicMs() - beganMs));
    if (!this.#retired.has(environment)) return environment;
    // Recycled meanwhile, it has the bundle of before: another one takes its place.
    this.#busy.delete(environment);
    environment.kill();
    return this.#started(initializationType, meter);
  }

  #note(setting: string, text: string): void {
    this.#options.note({
      level: 'info',
      resource: describeResource(this.#options.model.where),
      setting,
      text,
    });
  }
}
