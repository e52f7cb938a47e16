import { itHoldsWith } from './other-peoples-settings.ts';

// A bot and a person; no bot. The others have their turn in the long suite.
itHoldsWith('calls-a-person');
itHoldsWith('no-bot');
