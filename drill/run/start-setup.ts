import type { Forwards } from '../../cli/kit/forwards.ts';
import { TIMEOUTS, type TimeoutsName } from '../../contracts/settings/timeouts.ts';
import { regionalOutputs } from '../../contracts/outputs.ts';
import { createRandom } from '../../contracts/random.ts';
import { type Bot, startBot } from '../../simulator/bot/start-bot.ts';
import { isSameSocket } from '../checkers/meant.ts';
import { createSimulator } from '../../simulator/create-simulator.ts';
import type { Application, LegBehavior, Pace } from '../../simulator/simulator.ts';
import type { Profile } from '../../simulator/profile.ts';
import { startEmulator } from '../../emulator/start-emulator.ts';
import type { RegionRole, Emulator } from '../../emulator/emulator.ts';
import type { FlowBuilds } from '../call-flows/flow-builds.ts';
import { callFlowIn } from '../faults/call-flow.ts';
import type { Outside } from '../faults/outside.ts';
import { type UsersFlow, createDrilledMenu } from './drilled-menu.ts';
import { startGuardedHost } from './guarded-application.ts';
import { measureHandlers } from './measure-handlers.ts';
import { startLinkedApplication } from './linked-application.ts';
import { collectLostKeys } from './lost-keys.ts';
import type { Conditions, Setup } from './setup.ts';
import { readFlow } from './read-flow.ts';
import { readWhileAnswered } from './read-while-answered.ts';
import { refuseReplacedFlow } from './refuse-replaced-flow.ts';
import { rotate } from './rotate.ts';
import { withVonageTimeouts } from './timeouts.ts';

export interface StartedSetup {
  readonly setup: Setup;
  /** Stops every process and server. Safe to call twice. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts the emulator, a bot for each region where the settings name one, and a simulator whose application `link` has written.
 * @throws if the assembly cannot be started, the Applications API refuses what `link` plans, or the call flow is replaced; nothing
 * is left running then
 */
export async function startSetup({
  assembly,
  seed,
  profile,
  conditions,
  builds,
  users,
  forwards,
}: {
  readonly assembly: string;
  readonly seed: number;
  readonly profile: Profile;
  readonly conditions: Conditions;
  readonly builds: FlowBuilds;
  /** The user's call flow whose menu is drilled; undefined: the drill's own menu. */
  readonly users?: UsersFlow | undefined;
  /** What the call flow passes callbacks on to, and the command that starts it where it is the user's own. */
  readonly forwards?: { readonly to: Forwards; readonly command?: string | undefined } | undefined;
}): Promise<StartedSetup> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(stops.splice(0).map((each) => each()));
  };
  try {
    const lostKeys = collectLostKeys();
    const application = forwards && (await startGuardedHost(forwards.to, forwards.command));
    if (application !== undefined) stops.push(() => application.stop());
    const emulator = await startEmulator({
      assembly,
      seed,
      latencyMs: conditions.latencyMs,
      // All traffic stays on this machine, also what a call flow asks for.
      outside: application?.host.hosts,
      onFunctionOutput: lostKeys.read,
    });
    stops.push(() => emulator.stop());
    await application?.start(emulator.description.application);
    const startBotOf = async (role: RegionRole): Promise<Bot> => {
      const bot = await startBot({ name: `the bot of the ${role}` });
      stops.push(() => bot.stop());
      return bot;
    };
    const names = emulator.websocketUris;
    const bots =
      names === null
        ? undefined
        : { primary: await startBotOf('primary'), secondary: await startBotOf('secondary') };
    let person: LegBehavior = 'answers';
    let personLines: number | null = null;
    // Calls that a busy machine places in one millisecond stand for calls seconds apart, so that no rate is enforced.
    let pace: Pace = { secondMs: 1, callsPerSecond: null };
    const linked = await startLinkedApplication(emulator, conditions.vonageTimeouts);
    stops.push(() => linked.stop());
    const { apiKey } = emulator.description.application;
    let { signatureSecret } = emulator.description.application;
    const timeoutsName = readTimeoutsName(emulator);
    const outside: Outside = {
      bots,
      application: application?.host,
      personBehaves: (behavior) => {
        const before = person;
        person = behavior;
        return before;
      },
      personHasLines: (lines) => {
        const before = personLines;
        personLines = lines;
        return before;
      },
      outbound: emulator.outbound,
      vonagePace: (next) => {
        const before = pace;
        pace = next;
        return before;
      },
      link: linked.link,
      rotate: (action, secret) => rotate(emulator.outputs, action, secret),
      flowBundles: builds.of,
      vonageSignsWith: (secret) => {
        const before = signatureSecret;
        signatureSecret = secret;
        return before;
      },
    };
    const simulatorOf =
      (held: () => Application, webhook: (url: string) => string): Setup['createSimulator'] =>
      (write, events = 'in-order') =>
        createSimulator({
          application: held,
          apiKey,
          signatureSecret: () => signatureSecret,
          profile,
          randomOf: (name) => createRandom(seed, name),
          directory: {
            webhook,
            websocket: (uri) =>
              ROLES.flatMap((role) =>
                names !== null && isSameSocket(names[role], uri) ? (bots?.[role].uri ?? []) : [],
              )[0],
            person: () => person,
            personLines: () => personLines,
          },
          pace: () => pace,
          events,
          write,
        });
    const simulatorWith = simulatorOf(linked.application, (url) => emulator.localize(url));
    if (users?.file !== undefined)
      for (const role of ROLES) await callFlowIn(role, 'menu').apply(emulator, outside, () => undefined);
    const guarded = application && {
      break: application.host.break,
      whileAnswered: <T>(read: () => Promise<T>) =>
        readWhileAnswered(emulator, timeoutsName, Object.keys(application.host.hosts.ports), read),
    };
    const read = () => readFlow(emulator);
    const { replaced, ...flow } = await (guarded === undefined ? read() : guarded.whileAnswered(read));
    await refuseReplacedFlow(replaced, users?.file);
    return {
      setup: {
        emulator,
        seed,
        profile,
        timeoutsName,
        timeouts: withVonageTimeouts(TIMEOUTS[timeoutsName], conditions.vonageTimeouts),
        conditions,
        ...flow,
        outside,
        menu: createDrilledMenu({
          emulator,
          outside,
          createSimulator: simulatorWith,
          deployed: flow,
          users,
          application: guarded,
        }),
        takeLostKeys: lostKeys.take,
        measureHandlers: (signal) => measureHandlers(emulator, signal, application),
        createSimulator: simulatorWith,
        application,
        createSimulatorWithoutGuard: (write) => {
          if (application === undefined)
            throw new Error('Expected an application behind a guard; found none.');
          const { bare, withoutGuard } = application;
          return simulatorOf(() => bare(emulator.description.application.id), withoutGuard)(write);
        },
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const ROLES = ['primary', 'secondary'] as const;

/** An output of the deployment names the timeouts that it was deployed with. */
function readTimeoutsName({ outputs }: Emulator): TimeoutsName {
  const found = regionalOutputs(outputs).primary.TimeoutsName;
  const known = Object.keys(TIMEOUTS) as TimeoutsName[];
  const name = known.find((each) => each === found);
  if (name === undefined) {
    throw new Error(`Expected the output TimeoutsName to be one of ${known.join(', ')}; found "${found}".`);
  }
  return name;
}
