/**
 * What a stack must know of the other one and cannot know at synth: written by `npm run deploy` into a parameter of each
 * serving region (Systems Manager), read by whoever needs it.
 */
export interface DeploymentRecord {
  /** When it was written, ISO 8601 in UTC. */
  readonly writtenAt: string;
  /** AWS region → how it is reached. */
  readonly regions: Readonly<Record<string, RegionRecord>>;
}

export interface RegionRecord {
  readonly role: 'primary' | 'secondary';
  readonly answerUrl: string;
  /** Behind its front. */
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

/** The other serving region, as a region sees it; undefined where the record names none. */
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
    `The deployment record is malformed: expected {"writtenAt", "regions": {<region>: {"role", "answerUrl", "fallbackUrl"}}}, found ${found}. Write it again: npm run deploy.`,
  );
