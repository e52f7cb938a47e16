import type { Deployment, RegionModel } from '../deployment.ts';

/**
 * Both regions with these values, by name, in the secrets that their call flow reads.
 * @throws Error for a name that is none of them
 */
export function withSecretsOfCallFlow(
  deployment: Deployment,
  values: Readonly<Record<string, string>>,
): Deployment {
  const names = deployment.primary.secrets.filter((secret) => secret.isOfCallFlow).map(({ name }) => name);
  const unknown = Object.keys(values).find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new Error(
      `Expected secrets that the call flow declares (${names.join(', ') || 'it declares none'}), found ${JSON.stringify(unknown)}. To fix this: declare it in functions/call-flow.ts (declareOwn), or leave it out.`,
    );
  const inRegion = (region: RegionModel): RegionModel => ({
    ...region,
    secrets: region.secrets.map((secret) => ({ ...secret, value: values[secret.name] ?? secret.value })),
  });
  return { ...deployment, primary: inRegion(deployment.primary), secondary: inRegion(deployment.secondary) };
}
