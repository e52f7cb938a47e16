import { distributionsOf, regionalOutputs } from '../../../contracts/outputs.ts';
import type { OutputsFile } from '../../../contracts/outputs.ts';
import { domainOf } from '../../../contracts/webhook-urls.ts';

/** To which part of the deployment a URL belongs. */
export interface UrlOwner {
  /** Of a domain the one that it leads to first. */
  readonly region: string;
  /** The name, where it leads to either region; undefined of a region's own URL. */
  readonly domain: string | undefined;
  /** The URL is the distribution's, which serves the static NCCO if the region fails. */
  readonly isDistribution: boolean;
}

/** Undefined: no URL of this deployment. Nothing signed is sent there. */
export function ownerOf(address: string, outputs: OutputsFile): UrlOwner | undefined {
  const { primary, secondary } = regionalOutputs(outputs);
  const { origin } = new URL(address);
  return [primary, secondary].flatMap((regional): readonly UrlOwner[] => {
    const own = { region: regional.Region, domain: undefined };
    if (distributionsOf(regional).some(({ url }) => originOf(url) === origin))
      return [{ ...own, isDistribution: true }];
    if (originOf(regional.ApiUrl) === origin) return [{ ...own, isDistribution: false }];
    const isDomain = originOf(regional.AnswerUrl) === origin;
    return isDomain ? [{ ...own, domain: domainOf(regional), isDistribution: false }] : [];
  })[0];
}

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : url);

/** For people: the region, or the one that the domain leads to when it is asked. */
export const nameOf = ({ region, domain }: UrlOwner): string =>
  domain === undefined ? region : `the region behind ${domain}`;

/** AWS region of a URL, by the deployment or by API Gateway's own name for it. */
export function regionOf(address: string, outputs: OutputsFile): string | undefined {
  const inName = /\.execute-api\.([a-z0-9-]+)\.amazonaws\.com$/.exec(new URL(address).hostname)?.[1];
  return ownerOf(address, outputs)?.region ?? inName;
}
