import type { Settings } from '../contracts/settings/settings-schema.ts';

/** Of stacks in which a drill may break something; CloudFormation gives it to all that they hold. */
const DRILLABLE_TAG = 'vonage-voice-failover:drillable';

/** Tags of a stack: seen on a bill and in the console that these are for drills. */
export const drillableTags = ({ drillable }: Settings): Readonly<Record<string, string>> =>
  drillable ? { [DRILLABLE_TAG]: 'true' } : {};
