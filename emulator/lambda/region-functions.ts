import type { RegionModel } from '../deployment.ts';
import type { TakeNote } from '../note.ts';
import type { BrownOut, Route } from '../emulator.ts';
import { accountOf } from './concurrency.ts';
import type { Environments } from './environment.ts';
import type { Reservable } from './api/function-concurrency.ts';
import type { Configurable } from './api/function-configuration.ts';
import { functionVariables, type ServiceEndpoints } from './function-variables.ts';
import { brownOutOf } from './brown-out.ts';
import { LambdaFunction } from './lambda-function.ts';
import { warmUpEvent } from './warm-up-event.ts';

export interface RegionFunctionsOptions {
  readonly region: RegionModel;
  readonly endpoints: ServiceEndpoints;
  readonly environments: Environments;
  readonly note: TakeNote;
}

/** The functions of one region, by logical id and by their route. */
export class RegionFunctions {
  readonly #byId: ReadonlyMap<string, LambdaFunction>;
  readonly #region: RegionModel;
  readonly #endpoints: ServiceEndpoints;
  readonly #account = accountOf();

  constructor({ region, endpoints, environments, note }: RegionFunctionsOptions) {
    this.#region = region;
    this.#endpoints = endpoints;
    this.#byId = new Map(
      Object.entries(region.functions).map(([id, model]) => [
        id,
        new LambdaFunction({
          model,
          variables: functionVariables(model, region.region, endpoints),
          account: this.#account,
          environments,
          note,
        }),
      ]),
    );
  }

  byId(id: string): LambdaFunction {
    const found = this.#byId.get(id);
    if (!found) throw new Error(`${this.#region.stack} has no function ${id}.`);
    return found;
  }

  /** By the function's own name, or by its alias's; undefined when there is none. */
  named(name: string): LambdaFunction | undefined {
    const [id] =
      Object.entries(this.#region.functions).find(
        ([, model]) =>
          name === model.name || (model.alias !== undefined && name === `${model.name}:${model.alias}`),
      ) ?? [];
    return id === undefined ? undefined : this.byId(id);
  }

  /** What Lambda's own API can do to a function; undefined when there is none of that name. */
  controlled(name: string): (Configurable & Reservable) | undefined {
    const one = this.named(name);
    if (one === undefined) return undefined;
    return {
      model: one.model,
      reservedConcurrency: one.reservedConcurrency,
      reserve: (environments) => one.reserve(environments),
      configure: (environment) =>
        one.configure(
          environment,
          functionVariables({ ...one.model, environment }, this.#region.region, this.#endpoints),
        ),
    };
  }

  /** @throws when no method of the API has this route */
  of(route: Route): LambdaFunction {
    return this.byId(this.#method(route).functionId);
  }

  async provision(): Promise<void> {
    await Promise.all([...this.#byId.values()].map((one) => one.provision()));
  }

  async warm(route: Route, environments: number): Promise<void> {
    const method = this.#method(route);
    await this.byId(method.functionId).warm(environments, warmUpEvent(this.#region, method));
  }

  /** How many environments may run at once, over all functions; Infinity for the account's usual quota. */
  setQuota(environments: number): void {
    this.#account.quota = environments;
  }

  /** Each function draws its own failures, so that none depends on the requests to another. */
  setBrownOut(brownOut: BrownOut | undefined): void {
    for (const [id, one] of this.#byId) one.brownOut = brownOut && brownOutOf(brownOut, id);
  }

  recycleAll(): void {
    for (const one of this.#byId.values()) one.recycle();
  }

  killAll(): void {
    for (const one of this.#byId.values()) one.killAll();
  }

  #method(route: Route) {
    const { api, stack } = this.#region;
    const onPath = api.methods.filter(({ path }) => path === `/${route}`);
    const method = onPath.find(({ httpMethod }) => httpMethod === 'POST') ?? onPath[0];
    if (method) return method;
    const paths = api.methods.map(({ httpMethod, path }) => `${httpMethod} ${path}`).join(', ');
    throw new Error(`Expected a method on /${route} in the API of ${stack}; found ${paths || 'none'}.`);
  }
}
