import type { RegionRole } from '../../emulator/world.ts';
import { botBehaves } from './bot-behaves.ts';
import type { Fault } from './fault.ts';
import { inThePlainRegion } from './plain-effect.ts';

/** The region's bot takes connections, and leaves every handshake unanswered. */
export const botNeverAnswers = (role: RegionRole): Fault => ({
  ...botBehaves(role, { kind: 'never-answers' }),
  ...inThePlainRegion(role, { bot: 'never-answers' }),
  name: `the bot of the ${role} never answers`,
});
