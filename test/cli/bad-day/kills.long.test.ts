import { ACCOUNT_WRITERS } from './account-writers.ts';
import { itSurvivesKills } from './it-survives-kills.ts';
import { LINK_WRITERS } from './link-writers.ts';
import { ROTATE_WRITERS } from './rotate-writers.ts';

itSurvivesKills([...LINK_WRITERS, ...ROTATE_WRITERS, ...ACCOUNT_WRITERS]);
