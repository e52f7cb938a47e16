import { CALL_FLOW_SCENARIOS } from './call-flow.ts';
import { COLD_START_SCENARIOS } from './cold-starts.ts';
import { EVERYBODY_SCENARIOS } from './everybody.ts';
import { EVENT_SCENARIOS } from './events.ts';
import { FALLBACK_SCENARIOS } from './fallback.ts';
import { GUARDED_SCENARIOS } from './guarded.ts';
import { MENU_CHANGE_SCENARIOS } from './menu-changes.ts';
import { MENU_SCENARIOS } from './menu.ts';
import { MID_CALL_SCENARIOS } from './mid-call.ts';
import { NO_BOT_SCENARIOS } from './no-bot.ts';
import { PERSON_SCENARIOS } from './person.ts';
import { PRIMARY_SCENARIOS } from './primary.ts';
import type { Scenario } from './scenario.ts';
import { SECRET_SCENARIOS } from './secrets.ts';
import { SEVERAL_NUMBERS_SCENARIOS } from './several-numbers.ts';
import { UNAUTHENTICATED_SCENARIOS } from './unauthenticated-callers.ts';
import { WEBSOCKET_SCENARIOS } from './websocket.ts';

/**
 * In the order in which the drill runs them. Environments stay warm from one scenario to the next, so those that end
 * environments (another call flow, a cold start, another secret) come last.
 */
export const SCENARIOS: readonly Scenario[] = [
  ...PRIMARY_SCENARIOS,
  ...FALLBACK_SCENARIOS,
  ...WEBSOCKET_SCENARIOS,
  ...MID_CALL_SCENARIOS,
  ...PERSON_SCENARIOS,
  ...NO_BOT_SCENARIOS,
  ...EVERYBODY_SCENARIOS,
  ...EVENT_SCENARIOS,
  ...MENU_SCENARIOS,
  ...MENU_CHANGE_SCENARIOS,
  ...GUARDED_SCENARIOS,
  ...SEVERAL_NUMBERS_SCENARIOS,
  ...CALL_FLOW_SCENARIOS,
  ...COLD_START_SCENARIOS,
  ...SECRET_SCENARIOS,
  ...UNAUTHENTICATED_SCENARIOS,
];

/** The scenarios of `npm run drill` without flags: one for each kind of failure. */
export const STORY: readonly Scenario[] = SCENARIOS.filter(({ inStory }) => inStory === true);

/** As `STORY`, of a call flow that passes callbacks on to an application: that breaks too. */
export const GUARDED_STORY: readonly Scenario[] = SCENARIOS.filter(({ inStory }) => inStory !== undefined);
