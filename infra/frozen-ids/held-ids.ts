/** Logical id → resource type. */
export type HeldIds = Readonly<Record<string, string>>;

/** Types of resources whose replacement loses something: data, secrets, addresses that Vonage was given. */
const HOLDS = [
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGateway::Stage',
  'AWS::CloudFront::Distribution',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::SecretsManager::Secret',
];

/**
 * The resources of a template whose replacement loses something. CloudFormation knows a resource by its logical id alone:
 * under another id it creates a new, empty one, and deletes the old one or leaves it behind.
 */
export const heldIds = ({
  Resources = {},
}: {
  readonly Resources?: Readonly<Record<string, { readonly Type: string }>>;
}): HeldIds =>
  Object.fromEntries(
    Object.entries(Resources)
      .filter(([, { Type }]) => HOLDS.includes(Type))
      .map(([id, { Type }]): [string, string] => [id, Type])
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
