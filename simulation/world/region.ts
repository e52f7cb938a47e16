import { type Clock, sleep, within } from '../../contracts/clock.ts';
import type { Random } from '../../contracts/random.ts';
import { ROUTES, type RouteName } from '../../contracts/routes.ts';
import { formatSignatureSecret, type SecretsByName } from '../../contracts/signature-secret.ts';
import { AS_ASSUMED } from '../../emulator/assumed.ts';
import type { RegionModel } from '../../emulator/deployment.ts';
import type { RegionRole } from '../../emulator/emulator.ts';
import {
  createGateway,
  type IntegrationResult,
  type InvokeMethod,
} from '../../emulator/gateway/create-gateway.ts';
import { brownOutsOf } from '../../emulator/lambda/brown-out.ts';
import { accountOf } from '../../emulator/lambda/concurrency.ts';
import { InvocationMeter } from '../../emulator/lambda/invocation-meter.ts';
import { LambdaFunction } from '../../emulator/lambda/lambda-function.ts';
import { warmUpEvent } from '../../emulator/lambda/warm-up-event.ts';
import type { TakeNote } from '../../emulator/note.ts';
import type { JournalBucket, Log } from '../../functions/ports.ts';
import type { BrokenRegion } from './broken.ts';
import { invokeBeside, isOfVonage } from './beside.ts';
import type { Changes } from './changes.ts';
import { type Handler, type SimulatedEnvironment, simulatedEnvironments } from './environments.ts';
import { type Flows, type HandlerOf, waitForStore } from './handlers.ts';
import { type Host, singleValues } from './wire.ts';

/** What is written into a region's journal bucket. */
export interface Journaled {
  readonly body: string;
  writes: number;
}

export interface Region {
  /** Its API, by the name that it has in AWS. */
  readonly api: Host;
  /** Environments end, so that the next request to each function meets a cold start. */
  readonly recycle: () => void;
  /** Starts this many environments of each function in advance. */
  readonly warm: (environmentsOf: (route: RouteName) => number) => Promise<void>;
}

export interface RegionOptions {
  readonly role: RegionRole;
  readonly model: RegionModel;
  readonly broken: BrokenRegion;
  readonly changes: Changes;
  readonly flows: Flows;
  readonly handlerOf: HandlerOf;
  /** What its store holds. */
  readonly storedSecrets: () => SecretsByName;
  readonly foreignHosts: readonly string[];
  readonly note: TakeNote;
  readonly log: Log;
  readonly random: Random;
  /** What requests of others draw from, so that they change no call by it. */
  readonly randomOfOthers: Random;
  /** Which requests fail in a brown-out. */
  readonly brownOutSeed: number;
  /** The region's own. */
  readonly clock: Clock;
  /** Until a new environment has loaded its bundle, ms: so much, and up to so much more. */
  readonly coldStartMs?: Span | undefined;
}

/** Of times, ms: so much, and up to so much more. */
export interface Span {
  readonly least: number;
  readonly more: number;
}

/** What a function takes on an idle machine, ms: so much, and up to so much more. */
const HANDLER_MS = { least: 5, more: 20 };
const COLD_START_MS = { least: 250, more: 250 };
const WRONG_SECRET = 'a-secret-that-vonage-does-not-sign-with';

/** A region whose gateway and functions decide as the emulator's do, and whose handlers run in this process. */
export function createRegion(
  options: RegionOptions,
  journals: Readonly<Record<RegionRole, JournalBucket>>,
): Region {
  const { role, model, broken, clock, random, note } = options;
  const { functions, handlerOf } = functionsOf(options, journals);
  const brownOutOfFunction = brownOutsOf(options.brownOutSeed, () => broken.brownOut);
  // What hangs is released when the fault is over, whether or not a request comes.
  options.changes.each(() => {
    for (const one of functions.values()) one.setFault(broken.functions);
  });
  const gatewayWith = ({ next }: Random): Gateway =>
    createGateway({
      api: model.api,
      foreignHosts: options.foreignHosts,
      note,
      random: next,
      assumed: () => AS_ASSUMED.gateway,
      clock,
    });
  const invoke: InvokeMethod = async (method, event) => {
    const one = functions.get(method.functionId);
    if (one === undefined) throw new Error(`${model.stack} has no function ${method.functionId}.`);
    one.setFault(broken.functions);
    one.brownOut = brownOutOfFunction(method.functionId);
    return within(clock, method.integrationTimeoutMs.value, served(one, event), TIMED_OUT);
  };
  const served = (one: LambdaFunction, event: unknown) =>
    one.invoke(event, clock.monotonicMs(), new InvocationMeter(clock));
  const serveWith =
    (gateway: Gateway, ids: Random, invoked: InvokeMethod): Host['serve'] =>
    async ({ method, target, headers, body, sender }) => {
      const rawHeaders = Object.entries(headers).flat();
      const answer = await gateway(
        {
          requestId: ids.uuid(),
          method,
          target,
          httpVersion: '1.1',
          headers,
          rawHeaders,
          body,
          sender,
          localPort: undefined,
        },
        invoked,
      );
      if (answer === undefined) throw new Error(`Expected that the API of the ${role} answers.`);
      return { status: answer.statusCode, headers: singleValues(answer.headers), body: answer.body };
    };
  const ofVonage = serveWith(gatewayWith(random), random, invoke);
  let ofOthers: Host['serve'] | undefined;
  const others = (): Host['serve'] =>
    serveWith(
      gatewayWith(options.randomOfOthers),
      options.randomOfOthers,
      invokeBeside(clock, broken, handlerOf),
    );
  return {
    api: {
      changes: options.changes,
      fault: () => broken.api,
      serve: (request) => (isOfVonage(request) ? ofVonage(request) : (ofOthers ??= others())(request)),
    },
    recycle: () => {
      for (const one of functions.values()) one.recycle();
    },
    warm: async (environmentsOf) => {
      await Promise.all(
        [...functions].map(async ([id, one]) => {
          const route = routeOf(model, id);
          const method = model.api.methods.find(({ functionId }) => functionId === id);
          if (route === undefined || method === undefined) return;
          await one.warm(environmentsOf(route), warmUpEvent(model, method, clock.nowMs()));
        }),
      );
    },
  };
}

type Gateway = ReturnType<typeof createGateway>;

const TIMED_OUT: IntegrationResult = { kind: 'integration-timed-out' };

function functionsOf(
  {
    role,
    model,
    broken,
    clock,
    random,
    note,
    log,
    flows,
    storedSecrets,
    handlerOf,
    changes,
    coldStartMs = COLD_START_MS,
  }: RegionOptions,
  journals: Readonly<Record<RegionRole, JournalBucket>>,
): Functions {
  const account = accountOf();
  const times = {
    coldStartMs: () => coldStartMs.least + (coldStartMs.more > 0 ? random.next() * coldStartMs.more : 0),
    handlerMs: () => HANDLER_MS.least + random.next() * HANDLER_MS.more,
  };
  const journal = {
    own: journals[role],
    other: journals[role === 'primary' ? 'secondary' : 'primary'],
  };
  const secretStore = {
    changes,
    fault: () => broken.secretStore,
    text: () =>
      formatSignatureSecret(
        broken.hasWrongSecret ? { current: WRONG_SECRET, next: null, previous: null } : storedSecrets(),
      ),
  };
  const services = { clock, log, secretStore, journal };
  const newest = new Map<string, SimulatedEnvironment>();
  const newHandler = (id: string, startedAtMs: number): Handler => {
    const route = routeOf(model, id);
    const variables = model.functions[id]?.environment;
    if (route === undefined || variables === undefined)
      throw new Error(`${model.stack} has no webhook ${id}.`);
    return handlerOf(route, variables, flows, { ...services, startedAtMs });
  };
  const functions = new Map(
    Object.entries(model.functions).flatMap(([id, of]) => {
      if (routeOf(model, id) === undefined) return [];
      const environments = simulatedEnvironments(
        clock,
        times,
        (_order, startedAtMs) => newHandler(id, startedAtMs),
        (started) => newest.set(id, started),
      );
      const variables = of.environment;
      return [[id, new LambdaFunction({ model: of, variables, account, environments, note, clock })]];
    }),
  );
  return { functions, handlerOf: (id) => newest.get(id)?.handler ?? newHandler(id, clock.nowMs()) };
}

interface Functions {
  readonly functions: ReadonlyMap<string, LambdaFunction>;
  /** Of the newest environment of a function, where it can serve; else a new one. */
  readonly handlerOf: (functionId: string) => Handler;
}

/** The route whose methods a function serves; undefined for one without a URL. */
function routeOf({ api }: RegionModel, functionId: string): RouteName | undefined {
  const path = api.methods.find((method) => method.functionId === functionId)?.path;
  return ROUTES.find(({ name }) => path === `/${name}` || path?.startsWith(`/${name}/`) === true)?.name;
}

const WRITE_MS = 15;

/** A region's journal bucket: a key that is there stays as it is. */
export function createBucket(
  region: string,
  objects: Map<string, Journaled>,
  broken: BrokenRegion,
  changes: Changes,
  clock: Clock,
): JournalBucket {
  return {
    region,
    keep: async ({ key, body }, signal) => {
      await waitForStore({ fault: () => broken.journal, changes }, clock, signal);
      await sleep(clock, WRITE_MS);
      const there = objects.get(key);
      if (there !== undefined) return 'already-there';
      objects.set(key, { body, writes: 1 });
      return 'written';
    },
  };
}
