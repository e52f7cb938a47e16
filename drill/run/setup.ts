import type { Meant, Tier } from '../checkers/checker.ts';
import type { Write } from '../history.ts';
import type { Outside } from '../faults/outside.ts';
import type { EventDelivery, Platform } from '../platform/platform.ts';
import type { Timeouts, TimeoutsName } from '../../infra/settings/timeouts.ts';
import type { World } from '../world/world.ts';

/** What every scenario of a run shares. */
export interface Setup {
  readonly world: World;
  readonly seed: number;
  readonly timeoutsName: TimeoutsName;
  readonly timeouts: Timeouts;
  /** What each tier says when nothing is wrong with it. */
  readonly tierSays: Readonly<Record<Tier, readonly Meant[]>>;
  readonly outside: Outside;
  /** The platform notices a half-open socket within this. */
  readonly halfOpenMs: number;
  /** The newest lines of functions that say that no journal keeps an event, as journal keys; each is handed out once. */
  readonly takeLostKeys: () => readonly string[];
  readonly createPlatform: (write: Write, events?: EventDelivery) => Platform;
}
