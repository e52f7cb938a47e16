import type { ApiKeyModel } from '../deployment.ts';
import type { KnownProperties, PropertyReader } from './property-reader.ts';
import type { StackReader } from './stack-reader.ts';

const KEY: KnownProperties = {
  emulated: ['Enabled', 'Value'],
  harmless: ['CustomerId', 'Description', 'Name', 'Tags'],
  onlyOff: ['GenerateDistinctId', 'StageKeys'],
};
/** Quotas and throttles of a plan are what is missing here. */
const PLAN: KnownProperties = {
  emulated: ['ApiStages'],
  harmless: ['Description', 'Tags', 'UsagePlanName'],
};
const PLAN_STAGE: KnownProperties = { emulated: ['ApiId', 'Stage', 'Throttle'], harmless: [] };
const PLAN_KEY: KnownProperties = { emulated: ['KeyId', 'KeyType', 'UsagePlanId'], harmless: [] };

/** Keys that open the stage's methods: enabled, and in a usage plan of that stage (API Gateway, "Usage plans"). */
export function readApiKeys(
  stack: StackReader,
  at: { readonly apiId: string; readonly stage: string },
): readonly ApiKeyModel[] {
  const plans = stack
    .ofType('AWS::ApiGateway::UsagePlan')
    .filter((plan) => stagesOf(plan.properties().refuseUnknown(PLAN)).some((one) => isAt(one, at)))
    .map((plan) => stack.nameOf(plan));
  const inPlan = stack
    .ofType('AWS::ApiGateway::UsagePlanKey')
    .map((member) => member.properties().refuseUnknown(PLAN_KEY))
    .filter((member) => plans.includes(member.text('UsagePlanId')))
    .map((member) => member.text('KeyId'));
  return stack.ofType('AWS::ApiGateway::ApiKey').flatMap((key) => {
    const properties = key.properties().refuseUnknown(KEY);
    const id = stack.nameOf(key);
    const value = valueOf(properties);
    // Disabled is what CloudFormation makes of a key that says nothing.
    if (!properties.flag('Enabled', false) || !inPlan.includes(id)) return [];
    return [{ where: key.where, id, value }];
  });
}

function stagesOf(plan: PropertyReader): readonly PropertyReader[] {
  return plan.objects('ApiStages').map((stage) => {
    stage.refuseUnknown(PLAN_STAGE);
    if (Object.keys(stage.object('Throttle')?.values ?? {}).length > 0) throw stage.notEmulated('Throttle');
    return stage;
  });
}

const isAt = (planned: PropertyReader, { apiId, stage }: { apiId: string; stage: string }): boolean =>
  planned.text('ApiId') === apiId && planned.text('Stage') === stage;

function valueOf(key: PropertyReader): string {
  const value = key.optionalText('Value');
  if (value === undefined)
    throw key.notEmulated('a Value that API Gateway makes up', 'Name the value, by reference to a secret.');
  if (value.length < 20 || value.length > 128)
    throw key.wrong('Value', '20 to 128 characters', 'API Gateway would refuse it.');
  return value;
}
