import type { LegBehavior } from '../../simulator/simulator.ts';
import type { RegionRole } from '../../emulator/emulator.ts';
import type { BotBehavior, Drop } from '../../simulator/bot/behavior.ts';
import type { Fault } from './fault.ts';
import type { Outside } from './outside.ts';
import { inThePlainRegion } from './plain-effect.ts';

/** The bot says something before it drops a connection or hangs up. */
const AFTER_MS = 40;

/**
 * The region's bot drops its connections.
 * @param connections how many of each call, from the first on; all of them if left out
 */
export const botDrops = (role: RegionRole, how: Drop, connections?: number): Fault => ({
  name: `the bot of the ${role} drops its connections (${how})`,
  ofBot: true,
  ...inThePlainRegion(role, { bot: how === 'half-open' ? 'is-silent' : 'drops' }),
  apply: botBehaves(role, {
    kind: 'drops',
    how,
    afterMs: AFTER_MS,
    ...(connections !== undefined && { connections }),
  }),
});

/** Not a fault: the region's bot ends its calls deliberately. */
export const botHangsUp = (role: RegionRole): Fault => ({
  name: `the bot of the ${role} hangs up on purpose`,
  ofBot: true,
  apply: botBehaves(role, { kind: 'hangs-up', afterMs: AFTER_MS }),
});

/** The region's bot accepts connections and never answers a handshake. */
export const botNeverAnswers = (role: RegionRole): Fault => ({
  name: `the bot of the ${role} never answers`,
  ofBot: true,
  ...inThePlainRegion(role, { bot: 'never-answers' }),
  apply: botBehaves(role, { kind: 'never-answers' }),
});

/** The region's bot answers every handshake with an error. */
export const botRefuses = (role: RegionRole): Fault => ({
  name: `the bot of the ${role} refuses connections`,
  ofBot: true,
  ...inThePlainRegion(role, { bot: 'refuses' }),
  apply: botBehaves(role, { kind: 'refuses' }),
});

/** The region's bot drops all its callers and refuses new connections. */
export const botIsGone = (role: RegionRole): Fault => ({
  name: `the bot of the ${role} is gone`,
  ofBot: true,
  ...inThePlainRegion(role, { bot: 'drops' }),
  apply: (_emulator, outside) => {
    const undo = behaving(outside, role, { kind: 'refuses' });
    botOf(outside, role).leave('reset');
    return Promise.resolve(undo);
  },
});

/** The region's bot drops all its callers in the same moment, and refuses new connections until it has restarted. */
export const botRestarts = (role: RegionRole, downMs: number): Fault => ({
  name: `the bot of the ${role} restarts`,
  ofBot: true,
  ...inThePlainRegion(role, { bot: 'drops' }),
  apply: (_emulator, outside) => {
    const undo = behaving(outside, role, { kind: 'refuses' });
    botOf(outside, role).leave('reset', 0);
    const up = setTimeout(() => void undo(), downMs);
    return Promise.resolve(() => {
      clearTimeout(up);
      return undo();
    });
  },
});

/** The person takes so many callers at once. */
export const personHasLines = (lines: number): Fault => ({
  name: `the person has ${lines} lines`,
  apply: (_emulator, outside) => {
    const before = outside.personHasLines(lines);
    return Promise.resolve(() => {
      outside.personHasLines(before);
      return Promise.resolve();
    });
  },
});

/**
 * Not a fault: Vonage applies the rate of the settings, WebSocket legs included, and a second of media lasts so long that the
 * rate and the waits are to scale.
 */
export const accountIsLimited = (secondMs: number): Fault => ({
  name: 'the account’s rate of outbound calls applies',
  apply: (_emulator, outside) => {
    const { callsPerSecond } = outside.outbound;
    const before = outside.vonagePace({ secondMs, callsPerSecond, countsWebsocketLegs: true });
    return Promise.resolve(() => {
      outside.vonagePace(before);
      return Promise.resolve();
    });
  },
});

/** The person, when called, behaves like this. */
export const personBehaves = (behavior: LegBehavior): Fault => ({
  name: `the person: ${behavior}`,
  apply: (_emulator, outside) => {
    const before = outside.personBehaves(behavior);
    return Promise.resolve(() => {
      outside.personBehaves(before);
      return Promise.resolve();
    });
  },
});

/** The region's bot treats new connections like this until undone. */
function botBehaves(role: RegionRole, behavior: BotBehavior): Fault['apply'] {
  return (_emulator, outside) => Promise.resolve(behaving(outside, role, behavior));
}

/** Applies it at once; returns the undo. */
function behaving(outside: Outside, role: RegionRole, behavior: BotBehavior): () => Promise<void> {
  const bot = botOf(outside, role);
  const before = bot.behave(behavior);
  return () => {
    bot.behave(before);
    return Promise.resolve();
  };
}

function botOf({ bots }: Outside, role: RegionRole): NonNullable<Outside['bots']>[RegionRole] {
  if (bots === undefined)
    throw new Error('Expected a set-up with bots, found one whose settings name none (websocketUri: null).');
  return bots[role];
}
