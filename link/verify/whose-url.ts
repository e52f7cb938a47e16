import { regionalOutputs } from '../outputs.ts';
import type { OutputsFile, RegionalOutputs } from '../outputs.ts';

/** To which part of the deployment a URL belongs. */
export interface UrlOwner {
  readonly region: string;
  /** Behind the region's front, and so with the static NCCO behind it. */
  readonly isFront: boolean;
}

/** Undefined: no URL of this deployment. Nothing signed is sent there. */
export function ownerOf(address: string, outputs: OutputsFile): UrlOwner | undefined {
  const { primary, secondary } = regionalOutputs(outputs);
  const { origin } = new URL(address);
  return [primary, secondary].flatMap((regional): readonly UrlOwner[] => {
    if (originOf(regional.FrontUrl) === origin) return [{ region: regional.Region, isFront: true }];
    const isApi = API_URLS.some((key) => originOf(regional[key]) === origin);
    return isApi ? [{ region: regional.Region, isFront: false }] : [];
  })[0];
}

const API_URLS = ['AnswerUrl', 'EventUrl', 'FallbackDirectUrl'] as const satisfies (keyof RegionalOutputs)[];

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : url);

/** AWS region of a URL, by the deployment or by API Gateway's own name for it. */
export function regionOf(address: string, outputs: OutputsFile): string | undefined {
  const inName = /\.execute-api\.([a-z0-9-]+)\.amazonaws\.com$/.exec(new URL(address).hostname)?.[1];
  return ownerOf(address, outputs)?.region ?? inName;
}
