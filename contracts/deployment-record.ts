/**
 * Facts about both regions that a stack cannot know at synth. `npm run deploy` writes them to a Systems Manager parameter in
 * each serving region.
 */
export interface DeploymentRecord {
  /** When it was written, ISO 8601 in UTC. */
  readonly writtenAt: string;
  /** AWS region → its role and URLs. */
  readonly regions: Readonly<Record<string, RegionRecord>>;
}

export interface RegionRecord {
  readonly role: 'primary' | 'secondary';
  readonly answerUrl: string;
  /** Through the region's CloudFront distribution. */
  readonly fallbackUrl: string;
}

/** Name of the parameter, in both serving regions. */
export const deploymentRecordName = (deployment: string): string => `/${deployment}/deployment`;

/**
 * Reads the parameter's text.
 * @throws Error that says what was expected and found
 */
export function parseDeploymentRecord(text: string): DeploymentRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed('text that is not JSON');
  }
  const { writtenAt, regions } = (value ?? {}) as Partial<DeploymentRecord>;
  if (typeof writtenAt !== 'string') throw malformed('no "writtenAt"');
  if (typeof regions !== 'object' || regions === null || Array.isArray(regions))
    throw malformed('no "regions"');
  for (const [region, record] of Object.entries(regions)) {
    const { role, answerUrl, fallbackUrl } = (record ?? {}) as Partial<RegionRecord>;
    if (role !== 'primary' && role !== 'secondary') throw malformed(`no role of ${region}`);
    if (!isUrl(answerUrl) || !isUrl(fallbackUrl))
      throw malformed(`no answerUrl and fallbackUrl of ${region}`);
  }
  return { writtenAt, regions };
}

/** The serving region other than `own`; undefined if the record names none. */
export const otherRegion = (
  { regions }: DeploymentRecord,
  own: string,
): (RegionRecord & { readonly region: string }) | undefined => {
  const [entry] = Object.entries(regions).filter(([region]) => region !== own);
  return entry === undefined ? undefined : { region: entry[0], ...entry[1] };
};

const isUrl = (value: unknown): boolean => typeof value === 'string' && URL.canParse(value);

const malformed = (found: string): Error =>
  new Error(
    `The deployment record is malformed: expected {"writtenAt", "regions": {<region>: {"role", "answerUrl", "fallbackUrl"}}}, found ${found}. To fix this: npm run deploy.`,
  );
