import type { Choice } from '../../contracts/voice-capability.ts';
import type { OutboundSettings } from '../../contracts/function-settings.ts';
import type { Bot } from '../../simulator/bot/start-bot.ts';
import type { FlowBundles, FlowName } from '../call-flows/flow-builds.ts';
import type { LegBehavior, Pace } from '../../simulator/simulator.ts';
import type { OutsideHost } from '../../emulator/outside/start-outside-host.ts';
import type { RegionRole, Undo } from '../../emulator/emulator.ts';

export type RotateAction = 'stage' | 'finish' | 'retire';

/** The parties outside the deployment: bots, the person, the operator and the Vonage dashboard. */
export interface Outside {
  /** A region's bot runs in that region; undefined: the settings name none. */
  readonly bots: Readonly<Record<RegionRole, Pick<Bot, 'behave' | 'leave'>>> | undefined;
  /** The application that the call flow passes callbacks on to; undefined: it passes none on. */
  readonly application: Pick<OutsideHost, 'break'> | undefined;
  /** Sets how the person behaves when called. Returns the behavior before. */
  personBehaves(behavior: LegBehavior): LegBehavior;
  /** Sets how many callers the person takes at once; null: not limited. Returns the number before. */
  personHasLines(lines: number | null): number | null;
  /** What the deployment's settings say of the account's rate and of the person's lines. */
  readonly outbound: OutboundSettings;
  /** Sets how long a second of media lasts, and what the account allows in it. Returns the pace before. */
  vonagePace(pace: Pace): Pace;
  /** The operator runs `npm run link -- apply` with these flags. Returns the undo. */
  link(choice: Choice): Promise<Undo>;
  /** The operator runs `npm run rotate` with `--apply`; `stage` takes the new secret. Rejects unless the command succeeds. */
  rotate(action: RotateAction, secret?: string): Promise<void>;
  /** What the operator deploys: every function, bundled with another call flow. */
  flowBundles(flow: FlowName): Promise<FlowBundles>;
  /** The operator sets the signature secret in the Vonage dashboard. Returns the one before. */
  vonageSignsWith(secret: string): string;
}
