import type { HistoryRecord } from '../../contracts/history.ts';
import { type VoiceCapability, voiceCapability } from '../../contracts/voice-capability.ts';
import type { Deployment } from '../../emulator/deployment.ts';
import { emulatorOutputs } from '../../emulator/describe-emulator.ts';
import type { RegionRole } from '../../emulator/emulator.ts';
import { type KnownSettings, readFunctionSettings } from '../../emulator/function-settings.ts';
import type { EmulatorNote } from '../../contracts/history.ts';
import type { RouteName } from '../../contracts/routes.ts';
import { createSimulator } from '../../simulator/create-simulator.ts';
import type { Profile } from '../../simulator/profile.ts';
import type { Application, ApplicationVoice, Simulator } from '../../simulator/simulator.ts';
import type { Streams } from '../streams.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { SimulatedBot } from './bots.ts';
import { type Broken, nothingBroken, ROLES } from './broken.ts';
import { Changes } from './changes.ts';
import { createDistribution, createStaticBuckets } from './edge.ts';
import { createHandler, type Flows, type HandlerOf } from './handlers.ts';
import { createBucket, createRegion, type Journaled, type Span } from './region.ts';
import { createSecrets, type Secrets } from './secrets.ts';
import { simulatedNetwork } from './vonage-network.ts';
import type { Host } from './wire.ts';

/** What every world of a run shares. */
export interface Blueprint {
  readonly deployment: Deployment;
  readonly flows: Flows;
  readonly profile: Profile;
  /** What Vonage's application holds. Default: what `link` writes. */
  readonly application?: (linked: VoiceCapability) => ApplicationVoice;
  /** Handlers in the place of the project's. */
  readonly handlerOf?: HandlerOf;
  /** What a cold start takes. Default: what one takes in AWS, about. */
  readonly coldStartMs?: Span;
}

/** Vonage, two regions, the static tier and the bots, under one virtual clock. */
export interface World {
  readonly deployment: Deployment;
  readonly clock: VirtualClock;
  /** Faults write it. */
  readonly broken: Broken;
  /** A fault has begun, or has ended. */
  readonly changed: () => void;
  readonly bots: Readonly<Record<RegionRole, SimulatedBot>>;
  readonly recycle: (role: RegionRole) => void;
  /** By name: whatever can be asked. */
  readonly hosts: ReadonlyMap<string, Host>;
  /** That Vonage signs with. */
  readonly signatureSecret: () => string;
  /** A step of a rotation, in both regions. */
  readonly rotate: Secrets['rotate'];
  /** Starts environments of every function in advance. */
  readonly warm: () => Promise<void>;
  readonly simulator: Simulator;
  readonly profile: Profile;
  readonly settings: KnownSettings;
  /** As `link` writes it into the Vonage application. */
  readonly voice: VoiceCapability;
  /** All that happened, in order; grows while time passes. */
  readonly history: readonly HistoryRecord[];
  readonly notes: readonly Omit<EmulatorNote, 'atMs'>[];
  readonly journals: Readonly<Record<RegionRole, ReadonlyMap<string, Journaled>>>;
  /** Lines that handlers logged. */
  readonly lines: readonly Readonly<Record<string, unknown>>[];
}

/** Any moment; all worlds begin at it. */
const BEGINS_MS = Date.UTC(2026, 0, 5, 9);

/** A world in which nothing is broken and no request was made. */
export function createWorld(blueprint: Blueprint, randomOf: Streams): World {
  const { deployment, flows, profile, handlerOf = createHandler, coldStartMs } = blueprint;
  const clock = new VirtualClock(BEGINS_MS);
  const broken = nothingBroken();
  const changes = new Changes();
  const history: HistoryRecord[] = [];
  const notes: Omit<EmulatorNote, 'atMs'>[] = [];
  const lines: Readonly<Record<string, unknown>>[] = [];
  const secrets = createSecrets(randomOf);
  const note = (each: Omit<EmulatorNote, 'atMs'>): void => void notes.push(each);
  const log = (line: Readonly<Record<string, unknown>>): void => void lines.push(line);
  const { settings, uris, voice } = readingOf(deployment);
  const written = { primary: new Map<string, Journaled>(), secondary: new Map<string, Journaled>() };
  const clocks = {
    primary: clock.ahead(() => broken.primary.aheadMs),
    secondary: clock.ahead(() => broken.secondary.aheadMs),
  };
  const bucketOf = (role: RegionRole) =>
    createBucket(deployment[role].region, written[role], broken[role], changes, clocks[role]);
  const buckets = { primary: bucketOf('primary'), secondary: bucketOf('secondary') };
  const hosts = new Map<string, Host>(
    createStaticBuckets(deployment.static.buckets, () => broken.staticBucket, changes, note),
  );
  const foreignHosts = [deployment.primary, deployment.secondary, deployment.static].map(
    ({ distribution }) => distribution.hostName,
  );
  const regionOf = (role: RegionRole) => {
    const model = deployment[role];
    const region = createRegion(
      {
        role,
        model,
        broken: broken[role],
        changes,
        flows,
        handlerOf,
        storedSecrets: secrets.stored,
        foreignHosts,
        note,
        log,
        random: randomOf(role),
        randomOfOthers: randomOf(`others at the ${role}`),
        brownOutSeed: brownOutSeedOf(randomOf),
        clock: clocks[role],
        coldStartMs,
      },
      buckets,
    );
    hosts.set(model.api.hostName, region.api);
    const randomOfOthers = randomOf(`others at the ${role}'s distributions`);
    const shared = { hosts, fault: () => broken[role].distribution, changes, note, clock, randomOfOthers };
    for (const each of [model.distribution, ...model.ofApplications])
      hosts.set(
        each.hostName,
        createDistribution({ ...shared, model: each, random: randomOf(each.hostName) }),
      );
    return region;
  };
  const regions = { primary: regionOf('primary'), secondary: regionOf('secondary') };
  const { distribution } = deployment.static;
  hosts.set(
    distribution.hostName,
    createDistribution({
      model: distribution,
      hosts,
      fault: () => undefined,
      changes,
      note,
      clock,
      random: randomOf('static'),
      randomOfOthers: randomOf('others at the static tier'),
    }),
  );
  const botOf = (role: RegionRole) => new SimulatedBot(broken[role], clock, profile.websocketPingMs);
  const bots = { primary: botOf('primary'), secondary: botOf('secondary') };
  const held = blueprint.application?.(voice) ?? voice;
  const application: Application = { id: settings.applicationId, capabilities: { voice: held } };
  const simulator = createSimulator({
    application: () => application,
    apiKey: settings.apiKey,
    signatureSecret: secrets.signsWith,
    profile,
    pace: () => broken.pace,
    randomOf,
    directory: {
      webhook: (url) => url,
      websocket: () => undefined,
      person: () => broken.person,
      personLines: () => settings.outbound.personLines,
    },
    write: (record) => void history.push(record),
    clock,
    network: simulatedNetwork(
      hosts,
      (uri) => ROLES.map((role) => (isSameSocket(uris[role], uri) ? bots[role] : undefined)).find(Boolean),
      clock,
      profile,
    ),
  });
  return {
    deployment,
    clock,
    broken,
    changed: () => changes.tell(),
    bots,
    recycle: (role) => regions[role].recycle(),
    hosts,
    signatureSecret: secrets.signsWith,
    rotate: secrets.rotate,
    warm: async () => {
      await Promise.all(ROLES.map((role) => regions[role].warm(environmentsOf)));
    },
    simulator,
    profile,
    settings,
    voice,
    history,
    notes,
    journals: written,
    lines,
  };
}

interface Reading {
  readonly settings: KnownSettings;
  /** Of the regions' bots; null: there is none. */
  readonly uris: Readonly<Record<RegionRole, string | null>>;
  readonly voice: VoiceCapability;
}

/** The same for all worlds of a deployment. */
const readings = new WeakMap<Deployment, Reading>();

function readingOf(deployment: Deployment): Reading {
  const known = readings.get(deployment);
  if (known !== undefined) return known;
  const settings = readFunctionSettings(deployment.primary);
  const { websocketUri } = readFunctionSettings(deployment.secondary);
  const reading: Reading = {
    settings,
    uris: { primary: settings.websocketUri, secondary: websocketUri },
    voice: voiceCapability(emulatorOutputs(deployment, (text) => text)),
  };
  readings.set(deployment, reading);
  return reading;
}

/** An event may come before the one ahead is answered; a caller waits for one answer. */
export const environmentsOf = (route: RouteName): number =>
  ({ event: 3, 'websocket-disconnected': 3, answer: 1, fallback: 1, health: 0 })[route];

/** Which requests fail in a brown-out of this call, in whichever world. */
export const brownOutSeedOf = (randomOf: Streams): number =>
  Math.floor(randomOf('the brown-outs').next() * 2 ** 32);

/** An NCCO may add a query to the URI of the settings. */
const isSameSocket = (known: string | null, uri: string): boolean =>
  known !== null && uri.split('?')[0] === known.split('?')[0];
