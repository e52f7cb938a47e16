import type { Choice } from '../../contracts/voice-capability.ts';
import type { Bot } from '../bot/start-bot.ts';
import type { LegBehavior } from '../../simulator/simulator.ts';
import type { RegionRole, Undo } from '../../emulator/world.ts';

export type RotateAction = 'stage' | 'finish' | 'retire';

/** Those outside the deployment: to whom callers are connected, and who operates it. */
export interface Outside {
  /** A region's bot runs in that region. */
  readonly bots: Readonly<Record<RegionRole, Pick<Bot, 'behave' | 'leave'>>>;
  /** Whoever is rung up. Returns how they behaved before. */
  personBehaves(behavior: LegBehavior): LegBehavior;
  /** The operator runs `npm run link -- apply` with these flags. Returns how it is undone. */
  link(choice: Choice): Promise<Undo>;
  /** The operator runs `npm run rotate` with `--apply`; `stage` takes the new secret. Rejects unless all is done. */
  rotate(action: RotateAction, secret?: string): Promise<void>;
  /** The operator sets the signature secret in the Vonage dashboard. Returns what it was. */
  vonageSignsWith(secret: string): string;
}
