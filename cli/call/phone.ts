import type { HistoryRecord } from '../../contracts/history.ts';
import { createRandom } from '../../contracts/random.ts';
import { createSimulator } from '../../simulator/create-simulator.ts';
import type { Profile } from '../../simulator/profile.ts';
import type { LegBehavior } from '../../simulator/simulator.ts';
import type { LocalRole, LocalSystem } from '../local/local-system.ts';
import { startRelay, startStandIn } from './bots.ts';
import type { CallersBot } from './bots.ts';
import { Line } from './line.ts';
import { Breaker } from './parts.ts';

export interface Phone {
  readonly breaker: Breaker;
  /** How people behave who are rung from now on. */
  readonly peopleBehave: (behavior: LegBehavior) => void;
  /** A line that has not dialled yet. */
  readonly pickUp: (numbers: Numbers, onRecord: (record: HistoryRecord) => void) => PickedUp;
  /** Restores what it has broken, and ends calls that run. */
  readonly stop: () => Promise<void>;
}

export interface Numbers {
  readonly from: string;
  /** undefined: the number of the settings. */
  readonly to: string | undefined;
}

export interface PickedUp {
  readonly line: Line;
  /** Resolves when the last event is delivered or lost: long after the end of the call, where a region hangs. */
  readonly dial: () => Promise<void>;
}

const ROLES: readonly LocalRole[] = ['primary', 'secondary'];
/** A timer takes no more: nearly 25 days. */
const AS_LONG_AS_IT_TAKES_MS = 2 ** 31 - 1;
/** What Vonage leaves open is the same in each run. */
const SEED = 1;

/**
 * The simulated Vonage, callers and bots of a local system. Speech passes a thousand times as fast as in life.
 * @param ownBot WebSocket server on this machine that callers reach; undefined: a stand-in
 */
export async function createPhone(
  system: LocalSystem,
  profile: Profile,
  ownBot: URL | undefined,
): Promise<Phone> {
  const { regions, application, voice, callerNumber } = system;
  const bots = {
    primary: await botFor('primary', ownBot),
    secondary: await botFor('secondary', ownBot),
  };
  let behavior: LegBehavior = 'answers';
  const lines = new Map<string, (record: HistoryRecord) => void>();
  const simulator = createSimulator({
    application: () => ({ id: application.id, capabilities: { voice } }),
    apiKey: application.apiKey,
    signatureSecret: () => application.signatureSecret,
    profile,
    randomOf: (name) => createRandom(SEED, name),
    directory: {
      webhook: (url) => url,
      websocket: (uri) => withQueryOf(uri, bots[botOf(uri, regions)].uri),
      person: () => behavior,
    },
    write: (record) => lines.get(record.call)?.(record),
  });
  const breaker = new Breaker(system, bots);
  return {
    breaker,
    peopleBehave: (next) => {
      behavior = next;
    },
    pickUp({ from, to = callerNumber }, onRecord) {
      const call = `call-${String(lines.size + 1)}`;
      const line = new Line();
      lines.set(call, (record) => {
        onRecord(record);
        line.add(record);
      });
      return {
        line,
        dial: () =>
          simulator.placeCall({
            ...line.plan,
            call,
            from,
            to,
            talksForMs: AS_LONG_AS_IT_TAKES_MS,
            waitsForMs: AS_LONG_AS_IT_TAKES_MS,
          }),
      };
    },
    async stop() {
      await breaker.restore();
      await simulator.stop();
      await Promise.all(ROLES.map((role) => bots[role].stop()));
    },
  };
}

const botFor = (role: LocalRole, own: URL | undefined): Promise<CallersBot> =>
  own === undefined ? startStandIn(`the bot of the ${role}`) : startRelay(own);

/** A bot may read it: `?call=…`. */
function withQueryOf(uri: string, address: string): string {
  const url = new URL(address);
  const { searchParams } = new URL(uri);
  for (const [name, value] of searchParams) url.searchParams.append(name, value);
  return url.href;
}

/** Whose bot that URI names: a call flow may add a query. One that the settings do not name is taken for the primary's. */
const botOf = (uri: string, regions: LocalSystem['regions']): LocalRole =>
  ROLES.find((role) => isSameSocket(uri, regions[role].websocketUri)) ?? 'primary';

function isSameSocket(uri: string, named: string | null): boolean {
  if (named === null || !URL.canParse(uri)) return false;
  const [found, wanted] = [new URL(uri), new URL(named)];
  return found.host === wanted.host && found.pathname === wanted.pathname;
}
