/** Logical id → resource type. */
export type HeldIds = Readonly<Record<string, string>>;

/** Types of what holds something that a new one would not have: data, secrets, and addresses that Vonage was given. */
const HOLDS = [
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGateway::Stage',
  'AWS::CloudFront::Distribution',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::SecretsManager::Secret',
];

/**
 * The resources of a template that hold something. CloudFormation knows them by their logical id alone: under another
 * one it makes a new, empty one, and deletes the old one or leaves it behind.
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
