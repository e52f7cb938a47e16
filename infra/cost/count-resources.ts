import type { Template } from '../template-checks/template.ts';

/** What of a stack is paid for by the month, used or not. */
export interface FixedResources {
  readonly alarms: number;
  readonly dashboards: number;
  readonly secrets: number;
}

export const countResources = ({ Resources = {} }: Template): FixedResources => {
  const types = Object.values(Resources).map(({ Type }) => Type);
  const count = (type: string): number => types.filter((found) => found === type).length;
  return {
    alarms: count('AWS::CloudWatch::Alarm'),
    dashboards: count('AWS::CloudWatch::Dashboard'),
    secrets: count('AWS::SecretsManager::Secret'),
  };
};
