import type { Settings } from '../contracts/settings/settings-schema.ts';

/** Marks stacks in which a drill may break something. CloudFormation copies it to their resources. */
const DRILLABLE_TAG = 'vonage-voice-failover:drillable';

/** Shows in the bill and in the console that a stack is for drills. */
export const drillableTags = ({ drillable }: Settings): Readonly<Record<string, string>> =>
  drillable ? { [DRILLABLE_TAG]: 'true' } : {};
